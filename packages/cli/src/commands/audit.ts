import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { audit, levelOf } from "../audit/audit.ts";
import { gather } from "../audit/gather.ts";
import { readSuppressions } from "../audit/read-suppressions.ts";
import { writeHtml } from "../audit/write-html.ts";
import { writeSarif } from "../audit/write-sarif.ts";
import { summaryOf, writeText } from "../audit/write-text.ts";
import type { Command } from "../command.ts";
import { localClients } from "../deploy/clients.ts";
import { UsageError } from "../usage-error.ts";

const usage = `Usage: millrace audit [options]

Tells what every role of a running cloud may do, what it did, what it never used, what it was refused, and the smallest
policy that would have done. What was seen counts since the cloud was first started, or since --reset.

Options:
  --endpoint <url>        The cloud to ask (default http://127.0.0.1:4566)
  --format <f>            text (default), json, sarif or html
  --output <file>         Write there instead of to standard output
  --role <name>           Only this role
  --suppressions <file>   Findings that are accepted: [{"rule", "where", "reason"}]
  --reset                 Forget what was seen, and begin anew

Ends with 1 when there is an error among the findings.
`;

const options = {
  endpoint: { type: "string", default: "http://127.0.0.1:4566" },
  format: { type: "string", default: "text" },
  output: { type: "string" },
  role: { type: "string" },
  suppressions: { type: "string" },
  reset: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export const run: Command = async (words, { terminal }) => {
  const values = readWords(words);
  if (values.help) return terminal.line(usage);
  const format = values.json ? "json" : values.format;
  if (!["text", "json", "sarif", "html"].includes(format)) {
    throw new UsageError(`There is no format "${format}": expected text, json, sarif or html`);
  }
  const suppressions = readSuppressions(values.suppressions);
  const endpoint = values.endpoint.replace(/\/+$/, "");
  const account = await gather(endpoint, localClients(endpoint, "us-east-1"));
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
};

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
