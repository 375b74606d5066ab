import { writeFileSync } from "node:fs";
import { audit, levelOf } from "../audit/audit.ts";
import { gather } from "../audit/gather.ts";
import { readSuppressions } from "../audit/read-suppressions.ts";
import { writeHtml } from "../audit/write-html.ts";
import { writeSarif } from "../audit/write-sarif.ts";
import { summaryOf, writeText } from "../audit/write-text.ts";
import { defineCommand } from "../command.ts";
import { clientsOf, targetOf, targetOptions } from "../target.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  about: `Tells what every role of a running cloud may do, what it did, what it never used, what it was refused, and the smallest
policy that would have done. What was seen counts since the cloud was first started, or since --reset.
Ends with 1 when there is an error among the findings.`,
  options: {
    endpoint: targetOptions.endpoint,
    region: targetOptions.region,
    format: { type: "string", value: "<f>", says: "text, json, sarif or html", default: "text" },
    output: { type: "string", value: "<file>", says: "Write there instead of to standard output" },
    role: { type: "string", value: "<name>", says: "Only this role" },
    suppressions: {
      type: "string",
      value: "<file>",
      says: 'Findings that are accepted: [{"rule", "where", "reason"}]',
    },
    reset: { type: "boolean", says: "Forget what was seen, and begin anew" },
    json: { type: "boolean", says: "As --format json" },
  },
  examples: ["millrace audit", "millrace audit --role orders-file --format html --output audit.html"],
  async run({ values }, { config, terminal }) {
    const format = values.json ? "json" : values.format;
    if (!["text", "json", "sarif", "html"].includes(format)) {
      throw new UsageError(`There is no format "${format}": expected text, json, sarif or html`);
    }
    const suppressions = readSuppressions(values.suppressions);
    const target = targetOf({ ...values, aws: false }, config);
    const { endpoint = "" } = target;
    const account = await gather(endpoint, clientsOf(target));
    const roles = account.roles.filter(({ name }) => values.role === undefined || name === values.role);
    if (values.role !== undefined && roles.length === 0) {
      const known = account.roles.map(({ name }) => name).join(", ");
      throw new UsageError(`There is no role "${values.role}" at ${endpoint}: expected one of ${known || "none yet"}`);
    }
    const report = audit({ ...account, roles }, suppressions);
    const document =
      { text: "", json: json(report), sarif: json(writeSarif(report)), html: writeHtml(report) }[format] ?? "";
    if (values.output !== undefined) {
      writeFileSync(values.output, format === "text" ? json(report) : document);
      terminal.line(`${summaryOf(report)}; written to ${values.output}`);
    } else if (format === "text") writeText(report, terminal);
    else process.stdout.write(document);
    if (values.reset) await fetch(`${endpoint}/_millrace/decisions`, { method: "DELETE" });
    if (report.findings.some((finding) => levelOf(finding) === "error")) process.exitCode = 1;
  },
});

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
