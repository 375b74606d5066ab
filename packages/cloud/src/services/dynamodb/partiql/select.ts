import { validation } from "../errors.ts";
import type { Path } from "../expressions/ast.ts";
import { bindCondition } from "../expressions/bind-condition.ts";
import { newBinding } from "../expressions/bind-operand.ts";
import { type DocumentPath, valueAt } from "../expressions/document-path.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import { type Projection, projectionOfPaths } from "../expressions/projection.ts";
import { keyOfItem } from "../keys/item-key.ts";
import { pageBytesMax } from "../limits.ts";
import { type KeySchema, keyNames } from "../model.ts";
import { keyRange } from "../reading/key-range.ts";
import { fetchFrom, type Page, readPage } from "../reading/page.ts";
import { fetchesFromTable } from "../reading/selection.ts";
import { lastKey, startRow } from "../reading/start-key.ts";
import type { OpenIndex, OpenTable } from "../tables/table.ts";
import type { AttributeValue, Item } from "../values/attribute-value.ts";
import type { Select } from "./statement.ts";
import { partitions } from "./where.ts";

/** Where a page ended: in which of the partitions, behind which row. */
export interface Position {
  readonly partition: number;
  readonly key: Item;
}

export interface SelectedPage {
  readonly index: OpenIndex | undefined;
  readonly page: Page;
  readonly projection: Projection | undefined;
  readonly next: Position | undefined;
}

export interface PageWanted {
  readonly start: Position | undefined;
  readonly limit: number | undefined;
}

/** Reads what a SELECT asks for: partitions when its WHERE names them, everything when it does not. */
export function readSelect(table: OpenTable, select: Select, { start, limit }: PageWanted): SelectedPage {
  const reading = boundSelect(table, select);
  const { index, projection, hashes } = reading;
  const first = start?.partition ?? 0;
  let page: Page = { items: [], scannedCount: 0, bytes: 0, fetchedBytes: [], last: undefined };
  for (const [at, hash] of hashes.entries()) {
    if (at < first) continue;
    const after = at === first && start !== undefined ? startRow(table, index, start.key) : undefined;
    const left = limit === undefined ? undefined : limit - page.scannedCount;
    page = joined(page, reading.read(hash, after, left));
    const isFull = page.bytes > pageBytesMax || page.scannedCount === limit;
    if (page.last !== undefined && isFull) {
      return { index, page, projection, next: { partition: at, key: lastKey(table, index, page.last.item) } };
    }
  }
  return { index, page, projection, next: undefined };
}

interface Reading {
  readonly index: OpenIndex | undefined;
  readonly projection: Projection | undefined;
  /** The partitions to read; a single undefined one stands for everything. */
  readonly hashes: readonly (AttributeValue | undefined)[];
  readonly read: (hash: AttributeValue | undefined, after: Buffer | undefined, limit: number | undefined) => Page;
}

function boundSelect(table: OpenTable, select: Select): Reading {
  const index = select.index === undefined ? undefined : table.index(select.index);
  const { keySchema } = index?.definition ?? table.definition;
  const isReverse = isDescending(select, keySchema);
  const wanted = partitions(select.where, keySchema);
  const rest = wanted === undefined ? select.where : wanted.rest;
  const binding = newBinding("FilterExpression", new Placeholders({}));
  const filter = rest && bindCondition(binding, rest);
  const projection = projectionOf(select.paths);
  const fetches = fetchesFromTable(table, index, {
    select: undefined,
    projection,
    filtered: binding.attributes,
    isQuery: wanted !== undefined,
  });
  const fetch = fetchFrom(
    (key) => table.read(key),
    (row) => keyOfItem(table.definition.keySchema, row.item),
  );
  return {
    index,
    projection,
    hashes: wanted?.hashes ?? [undefined],
    read(hash, after, limit) {
      const everything = after === undefined ? {} : { after };
      const range = hash === undefined ? everything : keyRange({ hash, range: wanted?.range }, after, isReverse);
      return readPage((index ?? table).rows, { range, limit, filter, fetch: fetches ? fetch : undefined });
    },
  };
}

const joined = (one: Page, two: Page): Page => ({
  items: [...one.items, ...two.items],
  scannedCount: one.scannedCount + two.scannedCount,
  bytes: one.bytes + two.bytes,
  fetchedBytes: [...one.fetchedBytes, ...two.fetchedBytes],
  last: two.last,
});

function isDescending({ orderBy }: Select, schema: KeySchema): boolean {
  const keys = keyNames(schema);
  for (const { name } of orderBy) {
    if (!keys.includes(name)) {
      throw validation(`Variable reference ${name} in ORDER BY clause must be part of the primary key`);
    }
  }
  return orderBy.at(-1)?.isDescending ?? false;
}

/** A path into a list answers under its beginning as it is written: `l[0]`. Undefined means whole items. */
export function projectionOf(paths: readonly Path[] | undefined): Projection | undefined {
  if (paths === undefined) return undefined;
  const bound = paths.map(({ parts }) =>
    parts.flatMap((part) => ("name" in part ? part.name : "index" in part ? part.index : [])),
  );
  const plain = projectionOfPaths(bound.filter((path) => typeof path[1] !== "number"));
  const listed = bound.filter((path) => typeof path[1] === "number");
  return {
    attributes: new Set(bound.map(([name]) => String(name))),
    opened: new Set(bound.filter((path) => path.length > 1).map(([name]) => String(name))),
    apply: (item) => ({ ...plain.apply(item), ...Object.assign({}, ...listed.map((path) => elementOf(item, path))) }),
  };
}

function elementOf(item: Item, path: DocumentPath): Item {
  const end = path.findIndex((part, at) => at > 0 && typeof part === "string");
  const [head, tail] = end < 0 ? [path, []] : [path.slice(0, end), path.slice(end)];
  const value = valueAt(item, path);
  if (value === undefined) return {};
  const name = head.map((part) => (typeof part === "number" ? `[${part}]` : part)).join("");
  const nested = tail.reduceRight<AttributeValue>((inner, part) => ({ M: { [String(part)]: inner } }), value);
  return { [name]: nested };
}
