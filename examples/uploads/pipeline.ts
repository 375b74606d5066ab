import { csv, definePipeline, json } from "@millrace/pipeline";
import { z } from "zod";

/** Readings of meters, as the installers upload them. */
const reading = z.object({
  meterId: z.string().regex(/^M-\d{5}$/, "expected M- and five digits"),
  readAt: z.iso.datetime(),
  kilowattHours: z.coerce.number().min(0),
  installer: z.string().min(1),
});

export default definePipeline({
  name: "uploads",
  source: {
    bucket: "meter-uploads",
    prefix: "readings/",
    formats: { csv: csv(), json: json({ path: "$.readings[*]" }) },
    // readings/north/2026-11.csv was uploaded by the region north.
    partnerFrom: (name) => name.split("/")[1],
  },
  schema: reading,
  key: ["meterId", "readAt"],
  quarantine: { maxErrorRate: 0.2 },
  retain: { ledgerDays: 400, rejectsDays: 90, auditDays: 30 },
  // S3 -> Lambda -> DynamoDB, whatever the size.
  run: { mode: "function" },
  parallel: { reading: (row) => row },
  consolidate: ({ reading: row }, { file }) => ({ ...row, region: file.partner }),
  sinks: (to) => ({
    readings: to.singleTable({
      pk: (row) => `METER#${row.meterId}`,
      sk: (row) => `READ#${row.readAt}`,
      on: "insert-once",
      gsi: { byRegion: { pk: (row) => `REGION#${row.region}`, sk: (row) => row.readAt } },
    }),
    files: to.fileTable({ table: "meter-upload-files", key: "FileName" }),
  }),
});
