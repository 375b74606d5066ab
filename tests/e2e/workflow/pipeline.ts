import { csv, definePipeline, hash, mask } from "@millrace/pipeline";
import { z } from "zod";

/** A pipeline whose files are all too large for one function. */
export const people = definePipeline({
  name: "people",
  source: { bucket: "people", prefix: "in/", formats: { csv: csv() } },
  schema: z.object({ id: z.string(), name: z.string(), email: z.email(), amount: z.coerce.number() }),
  key: ["id"],
  pii: ["name", "email"],
  parallel: {
    safe: (row, context) => context.anonymise(row, { name: mask({ keepFirst: 1 }), email: hash({ joinable: true }) }),
    priced: ({ amount }, context) => {
      if (amount < 0) context.reject("negative", "nobody pays less than nothing", "amount");
      return { band: amount > 500 ? "high" : "low" };
    },
  },
  consolidate: ({ safe, priced }) => ({ ...safe, ...priced }),
  sinks: (to) => ({
    sql: to.postgres({ table: "people", key: ["id"] }),
    table: to.singleTable({ pk: (row) => row.id, sk: () => "PERSON", when: ({ amount }) => amount % 100 === 0 }),
    files: to.fileTable({ table: "Files", key: "FileName" }),
  }),
  run: { largeFileBytes: 100_000, chunkBytes: 200_000 },
});
