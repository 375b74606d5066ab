import { csv, definePipeline, mask } from "@millrace/pipeline";
import { z } from "zod";

/** Orders through the workflow, piece by piece, into files. */
export default definePipeline({
  name: "large",
  source: { bucket: "large-files", prefix: "in/", formats: { csv: csv() } },
  schema: z.object({
    order_id: z.string(),
    created_at: z.iso.datetime(),
    customer_name: z.string(),
    email: z.email(),
    qty: z.coerce.number().int().min(1),
    total: z.coerce.number().min(0),
    currency: z.string().length(3),
  }),
  pii: ["customer_name", "email"],
  run: { mode: "workflow", concurrency: 8 },
  parallel: {
    safe: (row, context) => context.anonymise(row, { customer_name: mask({ keepFirst: 1 }), email: mask() }),
  },
  consolidate: ({ safe }) => safe,
  sinks: (to) => ({ orders: to.objects({ prefix: "out/", format: "ndjson" }) }),
});
