import { createReadStream, existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { checkFile } from "@millrace/pipeline";
import { defineCommand } from "../command.ts";
import { createProgress } from "../operate/progress.ts";
import { readDefinition } from "../project/load-project.ts";
import { withoutSteps } from "../project/without-steps.ts";
import { rejectRow } from "../runs/reject-rows.ts";
import { columns } from "../terminal.ts";
import { Obstacle, UsageError } from "../usage-error.ts";

const shownMax = 50;

export const command = defineCommand({
  words: "<file>",
  wordsMax: 1,
  about: `Reads a file of this machine with the pipeline's definition and tells every error in it, without a cloud and without storing
anything. Ends with 1 when a record would be rejected. Where steps look something up they are not run.`,
  options: {
    folder: { type: "string", value: "<folder>", says: "The pipeline's folder (default here)" },
    as: { type: "string", value: "<key>", says: "The key it would have in the bucket (default PREFIX/partner/NAME)" },
    json: { type: "boolean", says: "Print the report as JSON" },
  },
  examples: ["millrace check orders.csv", "millrace check orders.csv --folder examples/orders --json"],
  async run({ values, words: [word] }, { config, terminal }) {
    if (word === undefined) throw new UsageError("Cannot check nothing: give a file");
    const path = resolve(config.workingFolder, word);
    if (!existsSync(path)) throw new Obstacle(`Cannot check "${word}" as there is no such file`);
    const { pipeline } = await readDefinition(resolve(config.workingFolder, values.folder ?? "."));
    const progress = createProgress({ what: "checked", total: statSync(path).size });
    const lookups = Object.keys(pipeline.lookups);
    const checked = lookups.length === 0 ? pipeline : withoutSteps(pipeline);
    const report = await checkFile(checked, createReadStream(path, { highWaterMark: 1024 * 1024 }), {
      name: values.as ?? `${pipeline.source.prefix}partner/${basename(path)}`,
      // What is only checked is not stored: any key will do, and nothing can be looked up.
      hashKey: "check",
      rejectsMax: shownMax,
      onBatch: ({ counts }) => progress.at(counts.bytes),
    });
    progress.end();
    if (report.counts.rejected > 0 || report.reason !== undefined) process.exitCode = 1;
    if (values.json) return terminal.line(JSON.stringify(report));
    const { counts, rejects, reason, codes } = report;
    const lines = columns(rejects.map(rejectRow));
    for (const line of lines) terminal.line(`  ${line}`);
    if (counts.rejected > rejects.length) terminal.line(terminal.dim(`  and ${counts.rejected - rejects.length} more`));
    if (reason !== undefined) terminal.line(terminal.red(`${reason.code}: ${reason.message}`));
    const what = Object.entries(codes).map(([code, count]) => `${count} ${code}`);
    terminal.line(
      `${counts.records} records, ${counts.accepted} good, ${counts.rejected} rejected${what.length === 0 ? "" : ` (${what.join(", ")})`}`,
    );
    if (lookups.length > 0) {
      terminal.line(
        terminal.dim(`The steps were not run, as they look up ${lookups.join(", ")}, which only a cloud has`),
      );
    }
  },
});
