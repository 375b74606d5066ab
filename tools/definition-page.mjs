// The page of docs/reference about `definePipeline`, from the interfaces in the sources and what stands above their members.
import { readFileSync } from "node:fs";

/** What the page tells, in its order: a heading, and the interfaces and functions below it, each by its file in packages/pipeline/src. */
const chapters = [
  ["definePipeline", [["define-pipeline.ts", ["definePipeline", "Definition"]]]],
  ["source", [["definition/settings.ts", ["Source", "Upload"]]]],
  [
    "formats",
    [
      ["csv/csv.ts", ["csv", "CsvOptions"]],
      ["json/json.ts", ["json", "JsonOptions"]],
      ["json/ndjson.ts", ["ndjson", "NdjsonOptions"]],
      ["xml/xml.ts", ["xml", "XmlOptions"]],
      ["fixed/fixed.ts", ["fixed", "FixedOptions"]],
    ],
  ],
  [
    "contract, checks, quarantine, rejects",
    [
      ["definition/settings.ts", ["ContractMode", "Contract"]],
      ["definition/file-checks.ts", ["FileChecks", "Trailer"]],
      ["definition/settings.ts", ["Quarantine", "Rejects"]],
    ],
  ],
  [
    "lookups",
    [
      [
        "lookups/lookup.ts",
        [
          "Missing",
          "LookupOptions",
          "DynamodbLookupOptions",
          "PostgresLookupOptions",
          "FileLookupOptions",
          "FunctionLookupOptions",
        ],
      ],
    ],
  ],
  ["parallel, consolidate", [["step-context.ts", ["StepContext", "LookupContext", "FileInfo"]]]],
  [
    "pii, protect",
    [
      ["protect/actions.ts", ["hash", "mask", "tokenise", "encrypt", "generalise", "drop"]],
      ["definition/settings.ts", ["Protect"]],
    ],
  ],
  [
    "sinks",
    [
      ["sinks/row-sink.ts", ["WriteMode", "RowOptions", "VersionOptions"]],
      ["sinks/single-table.ts", ["SingleTableOptions", "KeyOf"]],
      ["sinks/postgres-table.ts", ["PostgresTableOptions"]],
      ["sinks/file-table.ts", ["FileTableOptions", "Capacity"]],
      ["sinks/object-files.ts", ["ObjectFilesOptions"]],
      ["sinks/queue-messages.ts", ["QueueMessagesOptions"]],
      ["sinks/bus-events.ts", ["BusEventsOptions"]],
    ],
  ],
  [
    "notify, alarms, database, retain, run",
    [["definition/settings.ts", ["Notify", "Alarms", "Database", "Retain", "RunSettings"]]],
  ],
  ["testPipeline", [["test-pipeline.ts", ["testPipeline", "TestOptions", "TestFile", "TestResult"]]]],
];

/** The page as Markdown. Throws where the sources have something no more, or say nothing of it. */
export function definitionPage(root) {
  const folder = `${root}packages/pipeline/src/`;
  const parts = chapters.map(([title, files]) => {
    const told = files.flatMap(([file, names]) => {
      const source = readFileSync(`${folder}${file}`, "utf8");
      return names.map((name) => describe(source, name, file));
    });
    return `## ${title}\n\n${told.join("\n\n")}\n`;
  });
  return `# The definition

What \`@millrace/pipeline\` takes, member by member: \`?\` is what may be left out. A first definition is written in
[first-pipeline](../guides/first-pipeline.md).

${parts.join("\n")}`;
}

function describe(source, name, file) {
  const found = new RegExp(`^(?:export )?(?:interface|type|const|function) ${name}\\b`, "m").exec(source);
  if (found === null) throw new Error(`Cannot find ${name} in packages/pipeline/src/${file}`);
  const above = docAbove(source.slice(0, found.index).split("\n").slice(0, -1));
  const isInterface = found[0].includes("interface");
  const head = `### ${name}${isInterface ? "" : signatureOf(source.slice(found.index))}`;
  return [head, above, isInterface ? tableOf(source, found.index, `${name} in ${file}`) : ""]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What a caller gives a function, in so far as it has options. */
function signatureOf(source) {
  const call = /\(([\s\S]*?)\)\s*(?::|=>)/.exec(source.replaceAll("readonly ", ""));
  if (/^(?:export )?type/.test(source)) return "";
  const given = (call?.[1] ?? "").replaceAll(/\s+/g, " ").replaceAll(" = {}", "").trim().replace(/,$/, "");
  return `(${given.replaceAll(/(\w+: \w+)<[^>]*>/g, "$1")})`;
}

function tableOf(source, start, about) {
  const lines = source.slice(start).split("\n");
  const opens = lines.findIndex((line) => line.endsWith("{"));
  const body = lines.slice(opens + 1, lines.indexOf("}"));
  const heritage = lines
    .slice(0, opens + 1)
    .join(" ")
    .match(/ extends ([^{]+)\{$/)?.[1];
  const parents = heritage === undefined ? [] : [...heritage.matchAll(/\b([A-Z]\w*Options|KeyOf|StepContext)\b/g)];
  const rows = membersOf(body).map(({ name, type, says }) => {
    if (says === "") throw new Error(`Nothing is said of ${name} of ${about}`);
    return `| \`${name}\` | ${cell(type)} | ${says} |`;
  });
  const also =
    parents.length === 0
      ? ""
      : `\n\nBeside these: the members of ${parents.map(([, name]) => `\`${name}\``).join(" and ")}.`;
  return `| member | type | |\n| --- | --- | --- |\n${rows.join("\n")}${also}`;
}

function membersOf(body) {
  const members = [];
  for (let at = 0; at < body.length; at++) {
    const begun = /^ {2}(?:readonly )?(\w+\??)(?:: |(?=[(<]))(.*)$/.exec(body[at]);
    if (begun === null) continue;
    const says = docAbove(body.slice(0, at)).replaceAll("|", "\\|");
    const text = [begun[2]];
    while (!text.at(-1).endsWith(";") || body[at + 1]?.startsWith("   ")) text.push(body[++at].trim());
    members.push({ name: begun[1], type: text.join(" ").replace(/;$/, ""), says });
  }
  return members;
}

const cell = (type) => `\`${type.replaceAll("readonly ", "").replace(/^\| /, "").replaceAll("|", "\\|")}\``;

/** The words of the comment that the lines end with, as one paragraph. */
function docAbove(lines) {
  if (!lines.at(-1)?.trim().endsWith("*/")) return "";
  const start = lines.findLastIndex((line) => line.trim().startsWith("/**"));
  return lines
    .slice(start)
    .map((line) =>
      line
        .trim()
        .replace(/^\/\*\*\s?|\s?\*\/$|^\*\s?/g, "")
        .replace(/\s?\*\/$/, ""),
    )
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
