import { csv, definePipeline, hash, json, mask } from "@millrace/pipeline";
import { z } from "zod";

const person = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  email: z.email(),
  phone: z.string().min(4),
  country: z.string().length(2),
  postcode: z.string().min(1),
  visits: z.array(z.object({ at: z.iso.datetime(), kind: z.string() })),
});

const country = z.object({ code: z.string(), region: z.string(), currency: z.string() });

export default definePipeline({
  name: "people",
  source: {
    bucket: "people-uploads",
    prefix: "people/",
    events: "eventbridge",
    upload: { maxBytes: 5 * 1024 ** 3, types: ["application/json"] },
    formats: { json: json({ path: "$.people[*]" }) },
  },
  schema: person,
  key: ["id"],
  pii: ["name", "email", "phone"],
  quarantine: { maxErrorRate: 0.05 },
  run: { mode: "workflow" },
  database: { minCapacity: 0.5, maxCapacity: 8 },
  lookups: (from) => ({
    countries: from.file({ key: "reference/countries.csv", format: csv(), by: "code", value: country }),
  }),
  // Beside each other: one function sees nobody's name, the other nothing but names.
  parallel: {
    enriched: async ({ country: code, visits }, { lookup }) => {
      const found = await lookup.countries(code);
      return { region: found?.region ?? "unknown", visits: visits.length, lastVisit: visits.at(-1)?.at ?? null };
    },
    anonymised: (row, context) =>
      context.anonymise(row, { name: hash(), email: hash({ joinable: true }), phone: mask({ keepLast: 2 }) }),
  },
  consolidate: ({ anonymised: { visits: _, ...row }, enriched }) => ({ ...row, ...enriched }),
  sinks: (to) => ({
    people: to.postgres({
      table: "people",
      key: ["id"],
      on: "upsert",
      columns: { lastVisit: "timestamptz", visits: "integer" },
    }),
  }),
});
