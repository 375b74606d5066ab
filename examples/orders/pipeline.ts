import { csv, definePipeline, drop, hash, json, mask, xml } from "@millrace/pipeline";
import { z } from "zod";

/** What an order must be, whichever partner sent it in whichever format. */
const order = z.object({
  orderId: z.string().regex(/^ORD-\d{6}$/, "expected ORD- and six digits"),
  channel: z.enum(["web", "mobile", "store", "partner"]),
  orderedAt: z.iso.datetime(),
  customer: z.string().min(1),
  email: z.email(),
  phone: z.string().optional(),
  sku: z.string().min(1),
  quantity: z.coerce.number().int().min(1),
  unitPrice: z.coerce.number().min(0),
  total: z.coerce.number().min(0),
  currency: z.enum(["EUR", "USD", "GBP"]),
});

export default definePipeline({
  name: "orders",
  source: {
    bucket: "partner-orders",
    prefix: "incoming/",
    formats: {
      csv: csv({
        fields: {
          orderId: ["order_no", "Bestellnummer"],
          orderedAt: ["ordered_at", "Bestellt am"],
          customer: ["customer_name", "Kunde"],
          email: "E-Mail",
          phone: "Telefon",
          channel: "Kanal",
          sku: "Artikel",
          quantity: ["qty", "Menge"],
          unitPrice: ["unit_price", "Einzelpreis"],
          total: "Summe",
          currency: "Währung",
        },
      }),
      json: json({
        path: "$.orders[*]",
        fields: {
          orderId: "id",
          orderedAt: "created",
          customer: "customer.name",
          email: "customer.email",
          phone: "customer.phone",
          sku: "item.sku",
          quantity: "item.quantity",
          unitPrice: "item.price",
          total: "amount.value",
          currency: "amount.currency",
        },
      }),
      xml: xml({
        record: "order",
        fields: {
          orderId: "@id",
          channel: "@channel",
          orderedAt: "placed",
          customer: "customer.name",
          email: "customer.email",
          phone: "customer.phone",
          sku: "line.@sku",
          quantity: "line.@quantity",
          unitPrice: "line.@price",
          total: "total.#text",
          currency: "total.@currency",
        },
      }),
    },
    // incoming/partner-a/2026-11-20.csv was sent by partner-a.
    partnerFrom: (name) => name.split("/")[1],
  },
  schema: order,
  pii: ["customer", "email", "phone"],
  quarantine: { maxErrorRate: 0.5 },
  retain: { ledgerDays: 90 },
  // Who waits for orders hears of every file that is complete; the partners' desk hears of the others.
  notify: {
    completed: ["inventory", "billing", "shipping"],
    rejected: ["partner-desk"],
    failed: ["partner-desk"],
  },
  parallel: {
    protected: (row, context) =>
      context.anonymise(row, { customer: drop(), email: hash({ joinable: true }), phone: mask({ keepLast: 2 }) }),
    priced: ({ quantity, unitPrice, total }, context) => {
      const expected = Math.round(quantity * unitPrice * 100) / 100;
      if (expected !== total) {
        context.reject("total-mismatch", `${quantity} x ${unitPrice} is ${expected}, not ${total}`, "total");
      }
      return { isLarge: total >= 1000 };
    },
  },
  consolidate: ({ protected: row, priced }, { file, line }) => ({ ...row, ...priced, partner: file.partner, line }),
  sinks: (to) => ({
    orders: to.singleTable({
      pk: (row) => `ORDER#${row.orderId}`,
      sk: () => "ORDER",
      on: "insert-once",
      gsi: { byDay: { pk: (row) => row.orderedAt.slice(0, 10), sk: (row) => row.orderId } },
    }),
  }),
});
