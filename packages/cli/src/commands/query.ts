import { type AttributeValue, paginateQuery } from "@aws-sdk/client-dynamodb";
import { indexKeys, ledgerKeyPrefix, partitionKey, sortKey } from "@millrace/pipeline";
import { defineCommand } from "../command.ts";
import { fit } from "../operate/fit.ts";
import { type OpenPipeline, openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { isSql, type Row, readRows } from "../operate/sql.ts";
import { readCount } from "../process.ts";
import { columns, type Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "<partition key> [beginning of the sort key] | <SELECT ...>",
  wordsMax: 2,
  about:
    "Shows the rows of a key of the pipeline's table or of one of its indexes, or what a statement reads in its database.",
  options: {
    ...pipelineOptions,
    index: { type: "string", value: "<name>", says: "Look into this index" },
    limit: { type: "string", value: "<n>", says: "The first so many", default: "50" },
    json: { type: "boolean", says: "Print one JSON object per row" },
  },
  examples: [
    "millrace query ORDER#ORD-100001",
    "millrace query --index byDay 2026-11-18",
    'millrace query "SELECT country, count(*) FROM people GROUP BY country"',
  ],
  async run({ values, words: [pk, begins] }, { config, terminal }) {
    if (pk === undefined) throw new UsageError("Cannot query for nothing: give a partition key");
    const limit = readCount(values.limit, "rows");
    const open = await openPipeline(values, config);
    const shown = isSql(pk)
      ? await readRows(open, pk, limit)
      : await rowsOfKey(open, { pk, begins, limit, index: values.index });
    if (values.json) for (const row of shown) terminal.line(JSON.stringify(row));
    else if (shown.length === 0) terminal.line(isSql(pk) ? "No rows" : `No rows with the key "${pk}"`);
    else tellTable(shown, terminal);
  },
});

interface KeyWanted {
  readonly pk: string;
  readonly begins: string | undefined;
  readonly index: string | undefined;
  readonly limit: number;
}

async function rowsOfKey({ clients, name }: OpenPipeline, { pk, begins, index, limit }: KeyWanted): Promise<Row[]> {
  const keys = index === undefined ? { pk: partitionKey, sk: sortKey } : indexKeys(index);
  const pages = paginateQuery(
    { client: clients.dynamodb, pageSize: limit },
    {
      TableName: name,
      ...(index === undefined ? {} : { IndexName: index }),
      KeyConditionExpression: begins === undefined ? "#pk = :pk" : "#pk = :pk AND begins_with(#sk, :begins)",
      ExpressionAttributeNames: { "#pk": keys.pk, ...(begins === undefined ? {} : { "#sk": keys.sk }) },
      ExpressionAttributeValues: { ":pk": { S: pk }, ...(begins === undefined ? {} : { ":begins": { S: begins } }) },
    },
  );
  const rows: Row[] = [];
  for await (const { Items = [] } of pages) {
    rows.push(...Items.map(plain));
    if (rows.length >= limit) break;
  }
  return rows.slice(0, limit);
}

const plain = (item: Readonly<Record<string, AttributeValue>>): Row =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.S ?? value.N ?? value.BOOL ?? (value.NULL ? null : value),
    ]),
  );

/** Keys of indexes and where a row comes from are left out: they say the same again. */
function tellTable(rows: readonly Row[], terminal: Terminal): void {
  const isShown = (name: string): boolean => !/^_|.+[PS]K$/.test(name) && !name.startsWith(ledgerKeyPrefix);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(isShown);
  const cell = (value: unknown): string =>
    value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  const { rows: fitted, hidden } = fit(
    [names, ...rows.map((row) => names.map((name) => cell(row[name])))],
    terminal.width ?? Number.POSITIVE_INFINITY,
  );
  for (const text of columns(fitted)) terminal.line(text);
  if (hidden > 0) terminal.line(terminal.dim(`and ${hidden} more columns: --json shows them all`));
}
