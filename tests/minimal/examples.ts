import type { Example } from "./scenarios.ts";

export const examples: readonly (Example & { readonly needsPostgres?: boolean })[] = [
  {
    name: "uploads",
    bucket: "meter-uploads",
    key: "readings/partner-a/north.csv",
    sample: "north.csv",
    way: "function",
  },
  {
    name: "events",
    bucket: "shop-events",
    key: "events/shop/events.ndjson",
    sample: "events.ndjson",
    way: "function",
  },
  {
    name: "files",
    bucket: "delivery-notes",
    key: "notes/partner-a/partner-a.csv",
    sample: "partner-a.csv",
    way: "workflow",
  },
  {
    name: "orders",
    bucket: "partner-orders",
    key: "incoming/partner-a/orders.csv",
    sample: "orders.csv",
    way: "auto",
    head: "order_no,channel,ordered_at,customer_name,email,phone,sku,qty,unit_price,total,currency,note\n",
  },
  {
    name: "people",
    bucket: "people-uploads",
    key: "people/partner/people.json",
    sample: "people.json",
    way: "workflow",
    hasUpload: true,
    needsPostgres: true,
    reference: { key: "reference/countries.csv", body: "code,region,currency\nDE,Europe,EUR\nFR,Europe,EUR\n" },
  },
];
