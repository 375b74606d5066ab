import { evaluate } from "./evaluate.ts";
import { type Expression, Reader } from "./expression.ts";
import { readParse } from "./parse-fields.ts";
import { labelOf, readStats, type Stats } from "./stats.ts";
import { patternColumns, TextPatterns } from "./text-patterns.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { compare, isTrue, QueryError, type Row, textOf, type Value } from "./values.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export const rowsMax = 10_000;
const commandsMax = 50;

type Command =
  | { readonly kind: "each"; readonly run: (row: Row) => Row | undefined }
  /** Takes all records before it has anything to tell. */
  | { readonly kind: "gather"; readonly open: () => Gatherer }
  | { readonly kind: "sort"; readonly order: (a: Row, b: Row) => number }
  | { readonly kind: "limit"; readonly count: number }
  | { readonly kind: "dedup"; readonly fields: readonly string[] };

interface Gatherer {
  add(row: Row): void;
  rows(): Iterable<Row>;
}

/** A query, read and ready to be fed with records. */
export interface Query {
  add(row: Row): void;
  /** The rows it comes to, with the names of the columns to show. */
  result(limit: number | undefined): {
    readonly rows: readonly Row[];
    readonly columns: readonly string[];
    readonly hasStats: boolean;
  };
}

/**
 * Reads a query in the Logs Insights language. Throws QueryError.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function readQuery(text: string): Query {
  const shown: string[] = [];
  let isDisplayed = false;
  const commands = splitCommands(tokensOf(text)).map((tokens) => {
    const reader = new Reader(tokens);
    const name = reader.advance().text.toLowerCase();
    const read = readers[name];
    if (read === undefined) throw new QueryError(`unexpected symbol found ${name}`);
    const { command, columns } = read(reader);
    if (!reader.isAtEnd) throw new QueryError(`unexpected symbol found ${reader.next?.text}`);
    if (name === "display" || command.kind === "gather") {
      if (!isDisplayed || name === "display") shown.length = 0;
      isDisplayed = name === "display";
      shown.push(...columns);
    } else if (!isDisplayed) shown.push(...columns);
    return command;
  });
  if (commands.length === 0) throw new QueryError("the query is empty");
  return new Run(commands, shown);
}

function splitCommands(tokens: readonly Token[]): Token[][] {
  const commands: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "sign" && token.text === "|") commands.push([]);
    else commands.at(-1)?.push(token);
  }
  if (commands.length > commandsMax) throw new QueryError("the query has too many commands");
  return commands.filter((command) => command.length > 0);
}

interface Read {
  readonly command: Command;
  readonly columns: readonly string[];
}

const each = (run: (row: Row) => Row | undefined, columns: readonly string[] = []): Read => ({
  command: { kind: "each", run },
  columns,
});

const readers: Readonly<Record<string, (reader: Reader) => Read>> = {
  fields: readFields,
  display: readFields,
  filter: readFilter,
  // Indexes make AWS's search cheaper; what is found is the same.
  filterindex: readFilter,
  pattern: (reader) => {
    const expression = reader.expression();
    const open = () => new TextPatterns((row) => evaluate(expression, row));
    return { command: { kind: "gather", open }, columns: patternColumns };
  },
  parse: (reader) => each(readParse(reader)),
  stats: readStatsCommand,
  sort: readSort,
  limit: (reader) => ({ command: { kind: "limit", count: readCount(reader) }, columns: [] }),
  head: (reader) => ({ command: { kind: "limit", count: readCount(reader) }, columns: [] }),
  dedup: (reader) => {
    const fields: string[] = [];
    do fields.push(reader.advance().text);
    while (reader.take(","));
    return { command: { kind: "dedup", fields }, columns: [] };
  },
};

function readFilter(reader: Reader): Read {
  const condition = reader.expression();
  return each((row) => (isTrue(evaluate(condition, row)) ? row : undefined));
}

function readCount(reader: Reader): number {
  const count = Number(reader.advance().text);
  if (!Number.isInteger(count) || count < 1 || count > rowsMax) {
    throw new QueryError(`limit must be a number from 1 to ${rowsMax}`);
  }
  return count;
}

function readFields(reader: Reader): Read {
  const fields: { readonly name: string; readonly expression: Expression }[] = [];
  do {
    const expression = reader.expression();
    fields.push({ name: reader.take("as") ? reader.advance().text : labelOf(expression), expression });
  } while (reader.take(","));
  const computed = fields.filter(({ name, expression }) => expression.kind !== "field" || expression.name !== name);
  const run = (row: Row): Row =>
    computed.length === 0
      ? row
      : new Map([...row, ...computed.map(({ name, expression }) => [name, evaluate(expression, row)] as const)]);
  return each(
    run,
    fields.map(({ name }) => name),
  );
}

function readStatsCommand(reader: Reader): Read {
  const tokens: Token[] = [];
  while (!reader.isAtEnd) tokens.push(reader.advance());
  const read = (): Stats => readStats(new Reader(tokens));
  const probe = read();
  probe.add(new Map());
  const [row] = probe.rows();
  return { command: { kind: "gather", open: read }, columns: [...(row?.keys() ?? [])] };
}

function readSort(reader: Reader): Read {
  const keys: { readonly expression: Expression; readonly sign: number }[] = [];
  do {
    const expression = reader.expression();
    const sign = reader.take("desc") ? -1 : 1;
    if (sign === 1) reader.take("asc");
    keys.push({ expression, sign });
  } while (reader.take(","));
  // After stats a column is known by its label: `sort count(*) desc`.
  const keyOf = (expression: Expression, row: Row): Value =>
    row.has(labelOf(expression)) ? row.get(labelOf(expression)) : evaluate(expression, row);
  const order = (a: Row, b: Row): number => {
    for (const { expression, sign } of keys) {
      const compared = compare(keyOf(expression, a), keyOf(expression, b));
      if (compared !== 0) return sign * compared;
    }
    return 0;
  };
  return { command: { kind: "sort", order }, columns: [] };
}

const newestFirst = (a: Row, b: Row): number => -compare(a.get("@timestamp"), b.get("@timestamp"));

class Run implements Query {
  readonly #commands: readonly Command[];
  readonly #columns: readonly string[];
  /** Commands that need only one record at a time, up to the first that needs more. */
  readonly #streamed: readonly ((row: Row) => Row | undefined)[];
  readonly #rest: readonly Command[];
  readonly #gatherer: Gatherer | undefined;
  #rows: Row[] = [];

  constructor(commands: readonly Command[], columns: readonly string[]) {
    this.#commands = commands;
    this.#columns = columns;
    const end = commands.findIndex(({ kind }) => kind !== "each");
    const streamed = end < 0 ? commands : commands.slice(0, end);
    this.#streamed = streamed.flatMap((command) => (command.kind === "each" ? [command.run] : []));
    const next = commands[streamed.length];
    this.#gatherer = next?.kind === "gather" ? next.open() : undefined;
    this.#rest = commands.slice(streamed.length + (this.#gatherer === undefined ? 0 : 1));
  }

  add(row: Row): void {
    let current: Row | undefined = row;
    for (const run of this.#streamed) {
      current = run(current);
      if (current === undefined) return;
    }
    if (this.#gatherer !== undefined) {
      this.#gatherer.add(current);
      return;
    }
    this.#rows.push(current);
    if (this.#rows.length >= 3 * rowsMax) this.#shrink();
  }

  /** Only the rows that come first are kept. */
  #shrink(): void {
    const [next] = this.#rest;
    // What comes after may still need all of them, up to a bound: a sort takes its first ones.
    this.#rows.sort(next?.kind === "sort" ? next.order : newestFirst);
    this.#rows.length = 2 * rowsMax;
  }

  result(limit: number | undefined) {
    const hasStats = this.#commands.some(({ kind }) => kind === "gather");
    const isSorted = this.#rest[0]?.kind === "sort";
    let rows = this.#gatherer === undefined ? this.#rows : [...this.#gatherer.rows()];
    if (this.#gatherer === undefined && !isSorted) rows.sort(newestFirst);
    for (const command of this.#rest) rows = apply(command, rows);
    const isLimited = this.#commands.some(({ kind }) => kind === "limit");
    rows = rows.slice(0, isLimited ? rowsMax : (limit ?? rowsMax));
    const columns = this.#columns.length > 0 ? [...new Set(this.#columns)] : ["@timestamp", "@message"];
    return { rows, columns, hasStats };
  }
}

function apply(command: Command, rows: Row[]): Row[] {
  switch (command.kind) {
    case "each":
      return rows.map(command.run).filter((row) => row !== undefined);
    case "sort":
      return [...rows].sort(command.order);
    case "limit":
      return rows.slice(0, command.count);
    case "gather": {
      const gatherer = command.open();
      for (const row of rows) gatherer.add(row);
      return [...gatherer.rows()];
    }
    case "dedup": {
      const seen = new Set<string>();
      return rows.filter((row) => {
        const key = JSON.stringify(command.fields.map((field) => textOf(row.get(field))));
        return !seen.has(key) && seen.add(key) !== undefined;
      });
    }
  }
}
