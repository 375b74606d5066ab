import { type AttributeValue, paginateQuery } from "@aws-sdk/client-dynamodb";
import { indexKeys, ledgerKeyPrefix, partitionKey, sortKey } from "@millrace/pipeline";
import { defineCommand } from "../command.ts";
import { openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { readCount } from "../process.ts";
import { columns } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

const cellMax = 28;

export const command = defineCommand({
  words: "<partition key> [beginning of the sort key]",
  wordsMax: 2,
  about: "Shows the rows of a key of the pipeline's table, or of one of its indexes.",
  options: {
    ...pipelineOptions,
    index: { type: "string", value: "<name>", says: "Look into this index" },
    limit: { type: "string", value: "<n>", says: "The first so many", default: "50" },
    json: { type: "boolean", says: "Print one JSON object per row" },
  },
  examples: ["millrace query ORDER#ORD-100001", "millrace query --index byDay 2026-11-18"],
  async run({ values, words: [pk, begins] }, { config, terminal }) {
    if (pk === undefined) throw new UsageError("Cannot query for nothing: give a partition key");
    const limit = readCount(values.limit, "rows");
    const { clients, name } = await openPipeline(values, config);
    const keys = values.index === undefined ? { pk: partitionKey, sk: sortKey } : indexKeys(values.index);
    const pages = paginateQuery(
      { client: clients.dynamodb, pageSize: limit },
      {
        TableName: name,
        ...(values.index === undefined ? {} : { IndexName: values.index }),
        KeyConditionExpression: begins === undefined ? "#pk = :pk" : "#pk = :pk AND begins_with(#sk, :begins)",
        ExpressionAttributeNames: { "#pk": keys.pk, ...(begins === undefined ? {} : { "#sk": keys.sk }) },
        ExpressionAttributeValues: { ":pk": { S: pk }, ...(begins === undefined ? {} : { ":begins": { S: begins } }) },
      },
    );
    const rows: Readonly<Record<string, unknown>>[] = [];
    for await (const { Items = [] } of pages) {
      rows.push(...Items.map(plain));
      if (rows.length >= limit) break;
    }
    const shown = rows.slice(0, limit);
    if (values.json) for (const row of shown) terminal.line(JSON.stringify(row));
    else if (shown.length === 0) terminal.line(`No rows with the key "${pk}"`);
    else tellTable(shown, (line) => terminal.line(line));
  },
});

const plain = (item: Readonly<Record<string, AttributeValue>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.S ?? value.N ?? value.BOOL ?? (value.NULL ? null : value),
    ]),
  );

/** Keys of indexes and where a row comes from are left out: they say the same again. */
function tellTable(rows: readonly Readonly<Record<string, unknown>>[], line: (text: string) => void): void {
  const isShown = (name: string): boolean => !/^_|.+[PS]K$/.test(name) && !name.startsWith(ledgerKeyPrefix);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(isShown);
  const cell = (value: unknown): string => {
    const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
    return text.length > cellMax ? `${text.slice(0, cellMax - 1)}…` : text;
  };
  for (const text of columns([names, ...rows.map((row) => names.map((name) => cell(row[name])))])) line(text);
}
