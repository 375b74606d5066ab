import { writeFileSync } from "node:fs";
import { audit } from "../audit/audit.ts";
import { gather } from "../audit/gather.ts";
import { readSuppressions } from "../audit/read-suppressions.ts";
import type { Report } from "../audit/report.ts";
import { levelOf } from "../audit/rules.ts";
import { auditTemplates } from "../audit/templates/audit-templates.ts";
import { findTemplates } from "../audit/templates/find-templates.ts";
import { writeHtml } from "../audit/write-html.ts";
import { writeSarif } from "../audit/write-sarif.ts";
import { summaryOf, writeText } from "../audit/write-text.ts";
import { defineCommand } from "../command.ts";
import { clientsOf, targetOf, targetOptions } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "[template or folder]",
  wordsMax: 1,
  about: `Of a template (plain, SAM, or synthesized by CDK), or of all below a folder: what would not deploy, would not work once
deployed, is open or would be lost, each with why and the way out. It needs no cloud.
Without a word: what every role of a running cloud may do, what it did, what it never used, what it was refused, and the
smallest policy that would have done. What was seen counts since the cloud was first started, or since --reset.
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
  examples: [
    "millrace audit template.yaml",
    "millrace audit cdk.out --format sarif --output audit.sarif",
    "millrace audit",
    "millrace audit --role orders-file --format html --output audit.html",
  ],
  async run({ values, words: [path] }, { config, terminal }) {
    const format = values.json ? "json" : values.format;
    if (!["text", "json", "sarif", "html"].includes(format)) {
      throw new UsageError(`There is no format "${format}": expected text, json, sarif or html`);
    }
    const suppressions = readSuppressions(values.suppressions);
    if (path !== undefined) {
      if (values.role !== undefined || values.reset) {
        throw new UsageError("--role and --reset are for a running cloud: leave out the template");
      }
      write(auditTemplates(findTemplates(path), suppressions), { format, output: values.output, terminal });
      return;
    }
    const target = targetOf({ ...values, aws: false }, config);
    const { endpoint = "" } = target;
    const account = await gather(endpoint, clientsOf(target));
    const roles = account.roles.filter(({ name }) => values.role === undefined || name === values.role);
    if (values.role !== undefined && roles.length === 0) {
      const known = account.roles.map(({ name }) => name).join(", ");
      throw new UsageError(`There is no role "${values.role}" at ${endpoint}: expected one of ${known || "none yet"}`);
    }
    write(audit({ ...account, roles }, suppressions), { format, output: values.output, terminal });
    if (values.reset) await fetch(`${endpoint}/_millrace/decisions`, { method: "DELETE" });
  },
});

interface Writing {
  readonly format: string;
  readonly output: string | undefined;
  readonly terminal: Terminal;
}

function write(report: Report, { format, output, terminal }: Writing): void {
  const document =
    { text: "", json: json(report), sarif: json(writeSarif(report)), html: writeHtml(report) }[format] ?? "";
  if (output !== undefined) {
    writeFileSync(output, format === "text" ? json(report) : document);
    terminal.line(`${summaryOf(report)}; written to ${output}`);
  } else if (format === "text") writeText(report, terminal);
  else process.stdout.write(document);
  if (report.findings.some((finding) => levelOf(finding) === "error")) process.exitCode = 1;
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
