import { describe, expect, it } from "vitest";
import type { Input } from "../shapes.ts";
import { Bench } from "../testing.ts";
import { getItem } from "./get-item.ts";
import { putItem } from "./put-item.ts";

const key = { pk: { S: "a" }, sk: { N: "1" } };
const item = {
  ...key,
  list: { L: [{ S: "zero" }, { M: { deep: { S: "one" } } }, { S: "two" }] },
  map: { M: { a: { N: "1" }, b: { N: "2" } } },
};

function bench(): Bench {
  const made = new Bench().withOrders();
  made.run(putItem, { TableName: "orders", Item: item });
  return made;
}

const get = (on: Bench, more: Partial<Input<"GetItem">> = {}) =>
  on.run(getItem, { TableName: "orders", Key: key, ...more });

describe("GetItem", () => {
  it("answers the item, or nothing", () => {
    expect(get(bench())).toEqual({ Item: item });
    expect(get(bench(), { Key: { ...key, sk: { N: "2" } } })).toEqual({});
  });

  it("finds a key however its number is written", () => {
    expect(get(bench(), { Key: { ...key, sk: { N: "10e-1" } } })).toEqual({ Item: item });
  });

  it("picks parts, and closes the ranks of lists", () => {
    const answer = get(bench(), {
      ProjectionExpression: "#m.b, #l[2], #l[1].deep, gone.x",
      ExpressionAttributeNames: { "#m": "map", "#l": "list" },
    });

    expect(answer.Item).toEqual({
      map: { M: { b: { N: "2" } } },
      list: { L: [{ M: { deep: { S: "one" } } }, { S: "two" }] },
    });
    expect(get(bench(), { AttributesToGet: ["sk"] }).Item).toEqual({ sk: { N: "1" } });
  });

  it("costs half a unit for 4 KB, twice as much when consistent", () => {
    const on = bench();
    const units = (more: Partial<Input<"GetItem">>) =>
      get(on, { ReturnConsumedCapacity: "TOTAL", ...more }).ConsumedCapacity?.CapacityUnits;
    on.run(putItem, { TableName: "orders", Item: { ...key, sk: { N: "5" }, x: { S: "x".repeat(4096) } } });

    expect([units({}), units({ ConsistentRead: true })]).toEqual([0.5, 1]);
    expect(units({ Key: { ...key, sk: { N: "9" } } })).toBe(0.5);
    expect(units({ Key: { ...key, sk: { N: "5" } } })).toBe(1);
  });

  it.each<[Partial<Input<"GetItem">>, string]>([
    [{ Key: { pk: { S: "a" } } }, "The provided key element does not match the schema"],
    [{ Key: { ...key, x: { S: "a" } } }, "The provided key element does not match the schema"],
    [{ Key: { ...key, pk: { N: "1" } } }, "The provided key element does not match the schema"],
    [
      { Key: { ...key, pk: { S: "" } } },
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
    ],
    [
      { ExpressionAttributeNames: { "#a": "b" } },
      "ExpressionAttributeNames can only be specified when using expressions",
    ],
    [
      { ProjectionExpression: "a", AttributesToGet: ["a"] },
      "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
    ],
    [
      { AttributesToGet: ["a", "a"] },
      "One or more parameter values were invalid: Duplicate value in attribute name: a",
    ],
  ])("refuses %j", (more, message) => {
    expect(() => get(bench(), more)).toThrow(expect.objectContaining({ code: "ValidationException", message }));
  });
});
