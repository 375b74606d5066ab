import { csv, definePipeline, drop, hash } from "@millrace/pipeline";
import { z } from "zod";

/** Everything that happens to a record on its way: read, checked, protected, keyed. */
export const ordersPipeline = definePipeline({
  name: "bench-orders",
  source: { bucket: "bench", prefix: "in/", formats: { csv: csv() } },
  schema: z.object({
    order_id: z.string(),
    channel: z.enum(["web", "mobile", "partner-api", "store"]),
    created_at: z.iso.datetime(),
    customer_name: z.string(),
    email: z.email(),
    sku: z.string(),
    qty: z.coerce.number().int().min(1),
    total: z.coerce.number().min(0),
    currency: z.string().length(3),
  }),
  pii: ["customer_name", "email"],
  parallel: { safe: (row, context) => context.anonymise(row, { customer_name: drop(), email: hash() }) },
  consolidate: ({ safe }) => safe,
  sinks: (to) => ({ orders: to.singleTable({ pk: (row) => row.order_id, sk: () => "order" }) }),
});
