import { csv } from "../csv/csv.ts";
import { definePipeline } from "../define-pipeline.ts";
import type { StandardSchema } from "../standard-schema.ts";

interface Order {
  readonly id: string;
  readonly email: string;
  readonly country: string;
  readonly amount: number;
}

declare const schema: StandardSchema<unknown, Order>;
declare const region: StandardSchema<unknown, { readonly region: string }>;
const base = {
  name: "orders",
  source: { bucket: "b", prefix: "in/", formats: { csv: csv() }, events: "eventbridge", upload: { maxBytes: 100 } },
  schema,
} as const;

definePipeline({
  ...base,
  key: ["id"],
  checks: { unique: [["email", "country"]], trailer: { is: ({ id }) => id === "T", sums: { amount: "total" } } },
  lookups: (from) => ({
    regions: from.dynamodb({ table: "regions", key: "country", value: region }),
    known: from.postgres({ table: "regions", by: "country", value: region, missing: "reject" }),
    prices: from.file({ key: "p.csv", format: csv(), by: "id", value: region, missing: { value: { region: "none" } } }),
  }),
  parallel: {
    enriched: async (row, { lookup }) => {
      const maybe = await lookup.regions(row.country);
      // @ts-expect-error What is looked up may be missing.
      maybe.region;
      const sure = await lookup.known(row.country);
      const other = await lookup.prices(row.id);
      // @ts-expect-error There is no such look-up.
      lookup.places;
      return { ...row, region: sure.region satisfies string, other: other.region satisfies string };
    },
  },
  consolidate: ({ enriched }) => enriched,
  sinks: (to) => ({
    rows: to.singleTable({ pk: (row) => row.id, sk: () => "ORDER", when: (row) => row.amount > 1, on: "newer-wins" }),
    short: to.singleTable({ pk: (row) => row.id, sk: () => "REGION", item: ({ id, region }) => ({ id, region }) }),
    sql: to.postgres({ table: "orders", key: ["id"], on: "upsert", columns: { amount: "numeric" } }),
    projected: to.postgres({ table: "regions", item: (row) => ({ name: row.region }), key: ["name"] }),
    files: to.fileTable({ table: "Files", key: "FileName" }),
    objects: to.objects({ prefix: "out/", format: "csv" }),
    queue: to.queue({ name: "orders" }),
    events: to.events({}),
  }),
  notify: { completed: ["inventory"] },
  run: { mode: "workflow", chunkBytes: 1024 },
});

definePipeline({
  ...base,
  // @ts-expect-error The schema has no such field.
  key: ["number"],
  parallel: { all: () => 1 },
  consolidate: () => ({ id: "1" }),
  sinks: (to) => ({
    // @ts-expect-error The row has no such column.
    sql: to.postgres({ table: "orders", key: ["number"] }),
  }),
});
