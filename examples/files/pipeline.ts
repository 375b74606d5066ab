import { csv, definePipeline, json, xml } from "@millrace/pipeline";
import { z } from "zod";

/** A line of a delivery note. */
const line = z.object({
  note: z.string().min(1),
  article: z.string().min(1),
  pieces: z.coerce.number().int().min(1),
});

export default definePipeline({
  name: "files",
  source: {
    bucket: "delivery-notes",
    prefix: "notes/",
    formats: { csv: csv(), json: json({ path: "$.lines[*]" }), xml: xml({ record: "line" }) },
  },
  schema: line,
  quarantine: { maxErrors: 100 },
  alarms: { freshnessHours: 24 },
  // S3 -> function -> Step Functions, for every file. With `mode: "function"` the same files cost less: see the README.
  run: { mode: "workflow" },
  parallel: { line: (row) => row },
  consolidate: ({ line: row }) => row,
  sinks: (to) => ({
    lines: to.singleTable({ pk: (row) => `NOTE#${row.note}`, sk: (row) => `ARTICLE#${row.article}` }),
    // The workflow itself writes an item for every file.
    files: to.fileTable({ table: "Files", key: "FileName", by: "workflow", capacity: { min: 5, max: 50 } }),
  }),
});
