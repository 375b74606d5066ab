import { csv, definePipeline, drop, hash, mask } from "@millrace/pipeline";
import { z } from "zod";

const source = { bucket: "bench", prefix: "in/", formats: { csv: csv() } };

const order = z.object({
  order_id: z.string(),
  channel: z.enum(["web", "mobile", "partner-api", "store"]),
  created_at: z.iso.datetime(),
  customer_name: z.string(),
  email: z.email(),
  sku: z.string(),
  qty: z.coerce.number().int().min(1),
  total: z.coerce.number().min(0),
  currency: z.string().length(3),
});

/** Everything that happens to a record on its way into a table: read, checked, protected with an HMAC, keyed. */
export const hashedOrders = definePipeline({
  name: "bench-hashed",
  source,
  schema: order,
  pii: ["customer_name", "email"],
  parallel: { safe: (row, context) => context.anonymise(row, { customer_name: drop(), email: hash() }) },
  consolidate: ({ safe }) => safe,
  sinks: (to) => ({ orders: to.singleTable({ pk: (row) => row.order_id, sk: () => "order" }) }),
});

/** The same into files, with stars in the place of personal texts. */
export const maskedOrders = definePipeline({
  name: "bench-masked",
  source,
  schema: order,
  pii: ["customer_name", "email"],
  parallel: {
    safe: (row, context) =>
      context.anonymise(row, { customer_name: mask({ keepFirst: 1 }), email: mask({ keepLast: 4 }) }),
  },
  consolidate: ({ safe }) => safe,
  sinks: (to) => ({ orders: to.objects({ prefix: "out/", format: "ndjson" }) }),
});
