import { describe, expect, it } from "vitest";
import type { Input } from "../shapes.ts";
import { Bench, statusIndex } from "../testing.ts";
import type { Item } from "../values/attribute-value.ts";
import { putItem } from "./put-item.ts";
import { scan } from "./scan.ts";

const count = 60;

function filled(): Bench {
  const bench = new Bench().withOrders(statusIndex("KEYS_ONLY"));
  for (let at = 0; at < count; at++) {
    bench.run(putItem, {
      TableName: "orders",
      Item: {
        pk: { S: `p${at}` },
        sk: { N: String(at) },
        ...(at % 3 === 0 && { status: { S: "open" }, total: { N: String(at) } }),
        note: { S: "x" },
      },
    });
  }
  return bench;
}

const ask = (bench: Bench, more: Partial<Input<"Scan">> = {}) => bench.run(scan, { TableName: "orders", ...more });

function everything(bench: Bench, more: Partial<Input<"Scan">>): readonly Item[] {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = ask(bench, { ...more, ...(from && { ExclusiveStartKey: from }) });
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

const names = (items: readonly Item[]) => items.map((item) => item["pk"]?.S ?? "").sort(byText);
const byText = (one: string, two: string) => (one < two ? -1 : 1);
const all = Array.from({ length: count }, (_, at) => `p${at}`).sort(byText);

describe("Scan", () => {
  it("finds every item once, page after page", () => {
    expect(names(everything(filled(), { Limit: 7 }))).toEqual(all);
  });

  it("finds every item in exactly one segment", () => {
    const bench = filled();

    const segments = [0, 1, 2, 3].map((Segment) => everything(bench, { Segment, TotalSegments: 4, Limit: 5 }));

    expect(names(segments.flat())).toEqual(all);
    expect(segments.every((items) => items.length > 0 && items.length < count)).toBe(true);
  });

  it("reads what an index has, which is sparse", () => {
    const items = everything(filled(), { IndexName: "by-status", Limit: 3 });

    expect(items).toHaveLength(20);
    expect(Object.keys(items[0] ?? {}).sort(byText)).toEqual(["pk", "sk", "status", "total"]);
  });

  it("filters after it has read", () => {
    const answer = ask(filled(), {
      FilterExpression: "attribute_exists(#s) AND sk < :n",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":n": { N: "10" } },
      Select: "COUNT",
    });

    expect(answer).toEqual({ Count: 4, ScannedCount: count });
  });

  it("understands ScanFilter", () => {
    const answer = ask(filled(), {
      ScanFilter: {
        status: { ComparisonOperator: "NOT_NULL" },
        sk: { ComparisonOperator: "BETWEEN", AttributeValueList: [{ N: "0" }, { N: "6" }] },
      },
    });

    expect(names(answer.Items ?? [])).toEqual(["p0", "p3", "p6"]);
  });

  it.each<[Partial<Input<"Scan">>, string]>([
    [
      { Segment: 0 },
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ],
    [
      { TotalSegments: 1 },
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    ],
    [
      { Segment: 1, TotalSegments: 1 },
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 1 is not less than TotalSegments: 1",
    ],
    [
      { IndexName: "by-status", Select: "ALL_ATTRIBUTES" },
      "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-status because its projection type is not ALL",
    ],
    [
      { IndexName: "by-status", ProjectionExpression: "note" },
      "One or more parameter values were invalid: Global secondary index by-status does not project [note]",
    ],
    [
      { ExclusiveStartKey: { pk: { S: "a" } } },
      "The provided starting key is invalid: The provided key element does not match the schema",
    ],
  ])("refuses %j", (more, message) => {
    expect(() => ask(filled(), more)).toThrow(expect.objectContaining({ code: "ValidationException", message }));
  });

  it("refuses a start in another segment", () => {
    const bench = filled();
    const [first] = everything(bench, { Segment: 0, TotalSegments: 2 });
    const { pk = {}, sk = {} } = first ?? {};

    expect(() => ask(bench, { Segment: 1, TotalSegments: 2, ExclusiveStartKey: { pk, sk } })).toThrow(
      "The provided Exclusive start key does not map to the provided Segment and TotalSegments values.",
    );
  });
});
