import { describe, expect, it } from "vitest";
import type { Input } from "../shapes.ts";
import { Bench, statusIndex } from "../testing.ts";
import type { Item } from "../values/attribute-value.ts";
import { describeTable } from "./describe-table.ts";
import { getItem } from "./get-item.ts";
import { putItem } from "./put-item.ts";
import { query } from "./query.ts";
import { updateItem } from "./update-item.ts";

const key = { pk: { S: "a" }, sk: { N: "1" } };
const start = {
  ...key,
  n: { N: "1" },
  text: { S: "hello" },
  list: { L: [{ N: "1" }, { N: "2" }, { N: "3" }] },
  map: { M: { a: { N: "1" } } },
  names: { SS: ["x", "y"] },
};

function bench(item: Item = start): Bench {
  const made = new Bench().withOrders(statusIndex());
  made.run(putItem, { TableName: "orders", Item: item });
  return made;
}

const update = (on: Bench, UpdateExpression: string, values?: Item, more: Partial<Input<"UpdateItem">> = {}) =>
  on.run(updateItem, {
    TableName: "orders",
    Key: key,
    UpdateExpression,
    ...(values && { ExpressionAttributeValues: values }),
    ...more,
  });

const one = { ":a": { N: "1" } };
const itemOf = (on: Bench) => on.run(getItem, { TableName: "orders", Key: key }).Item;

describe("UpdateItem", () => {
  it.each<[string, Item | undefined, Item]>([
    ["SET n = n + :a, extra = :a", one, { ...start, n: { N: "2" }, extra: { N: "1" } }],
    ["SET n = :a - n", { ":a": { N: "0.5" } }, { ...start, n: { N: "-0.5" } }],
    ["SET x = if_not_exists(y, :a)", one, { ...start, x: { N: "1" } }],
    ["SET n = if_not_exists(n, :a) + :a", one, { ...start, n: { N: "2" } }],
    [
      "SET #l = list_append(#l, :l)",
      { ":l": { L: [{ S: "z" }] } },
      { ...start, list: { L: [...start.list.L, { S: "z" }] } },
    ],
    ["SET #l[0] = #l[1], #l[1] = #l[0]", undefined, { ...start, list: { L: [{ N: "2" }, { N: "1" }, { N: "3" }] } }],
    [
      "REMOVE #l[0], #l[2] SET #l[9] = :a, #l[8] = :b",
      { ":a": { N: "9" }, ":b": { N: "8" } },
      { ...start, list: { L: [{ N: "2" }, { N: "8" }, { N: "9" }] } },
    ],
    ["SET #m.b = :a REMOVE #m.a", one, { ...start, map: { M: { b: { N: "1" } } } }],
    ["ADD n :a, fresh :a", one, { ...start, n: { N: "2" }, fresh: { N: "1" } }],
    ["ADD #n :s", { ":s": { SS: ["y", "z"] } }, { ...start, names: { SS: ["x", "y", "z"] } }],
    ["DELETE #n :s", { ":s": { SS: ["y"] } }, { ...start, names: { SS: ["x"] } }],
  ])("does %s", (expression, values, expected) => {
    const on = bench();
    const names = { "#l": "list", "#m": "map", "#n": "names" };
    const used = Object.fromEntries(Object.entries(names).filter(([name]) => expression.includes(name)));

    update(on, expression, values, Object.keys(used).length > 0 ? { ExpressionAttributeNames: used } : {});

    expect(itemOf(on)).toEqual(expected);
  });

  it("takes away an attribute whose set has nothing left", () => {
    const on = bench();

    update(on, "DELETE #n :s", { ":s": { SS: ["x", "y"] } }, { ExpressionAttributeNames: { "#n": "names" } });

    expect(itemOf(on)).not.toHaveProperty("names");
  });

  it.each<[Input<"UpdateItem">["ReturnValues"], Item | undefined]>([
    ["NONE", undefined],
    ["ALL_OLD", start],
    ["ALL_NEW", { ...start, n: { N: "2" }, map: { M: { a: { N: "1" }, b: { N: "1" } } } }],
    ["UPDATED_OLD", { n: { N: "1" } }],
    ["UPDATED_NEW", { n: { N: "2" }, map: { M: { b: { N: "1" } } } }],
  ])("answers %s", (ReturnValues, expected) => {
    const answer = update(bench(), "SET n = n + :a, #m.b = :a", one, {
      ReturnValues,
      ExpressionAttributeNames: { "#m": "map" },
    });

    expect(answer).toEqual(expected === undefined ? {} : { Attributes: expected });
  });

  it("adds an item that was not there, even when all that its expression does is take away", () => {
    const on = new Bench().withOrders();

    update(on, "REMOVE x");
    expect(itemOf(on)).toEqual(key);
    update(on, "SET twin = pk");
    expect(itemOf(on)).toEqual({ ...key, twin: { S: "a" } });
    expect(on.run(describeTable, { TableName: "orders" }).Table?.ItemCount).toBe(1);
  });

  it("moves the item in an index when its key there changes", () => {
    const on = bench({ ...start, status: { S: "open" }, total: { N: "1" } });
    const inIndex = (status: string) =>
      on.run(query, {
        TableName: "orders",
        IndexName: "by-status",
        KeyConditionExpression: "#s = :s",
        ExpressionAttributeNames: { "#s": "status" },
        ExpressionAttributeValues: { ":s": { S: status } },
      }).Count;

    update(on, "SET #s = :s", { ":s": { S: "closed" } }, { ExpressionAttributeNames: { "#s": "status" } });

    expect([inIndex("open"), inIndex("closed")]).toEqual([0, 1]);
    update(on, "REMOVE #s", undefined, { ExpressionAttributeNames: { "#s": "status" } });
    expect(inIndex("closed")).toBe(0);
  });

  it.each<[string, Item | undefined, string]>([
    [
      "SET sk = :a",
      one,
      "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key",
    ],
    ["SET n = gone + :a", one, "The provided expression refers to an attribute that does not exist in the item"],
    [
      "SET n = text + :a",
      one,
      "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: text",
    ],
    ["SET a.b = :a", one, "The document path provided in the update expression is invalid for update"],
    [
      "SET a = :a, a.b = :a",
      one,
      "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]",
    ],
    [
      "SET a.b = :a, a[0] = :a",
      one,
      "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]",
    ],
    [
      "SET a = :a SET b = :a",
      one,
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    ["SET a = :a extra", one, 'Invalid UpdateExpression: Syntax error; token: "extra", near: ":a extra"'],
    ["SET", undefined, 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET"'],
    ["SET 1a = :a", one, 'Invalid UpdateExpression: Syntax error; token: "1", near: "SET 1a"'],
    [
      "SET a = size(n)",
      undefined,
      "Invalid UpdateExpression: The function is not allowed in an update expression; function: size",
    ],
    ["SET a = foo(n)", undefined, "Invalid UpdateExpression: Invalid function name; function: foo"],
    [
      "SET a = if_not_exists(:a, :a)",
      one,
      "Invalid UpdateExpression: Operator or function requires a document path; operator or function: if_not_exists",
    ],
    [
      "SET a = list_append(n, :a)",
      one,
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: N",
    ],
    [
      "ADD n :s",
      { ":s": { S: "x" } },
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
    ],
    [
      "DELETE n :a",
      one,
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
    ],
    ["ADD n :s", { ":s": { NS: ["1"] } }, "An operand in the update expression has an incorrect data type"],
    [
      "SET a = :b",
      undefined,
      "Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :b",
    ],
    ["", undefined, "Invalid UpdateExpression: The expression can not be empty;"],
    [
      "SET a = :a",
      { ...one, ":b": { N: "1" } },
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}",
    ],
    [
      "SET a = :a",
      { ":a": { N: "x" } },
      "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a",
    ],
    ["SET n = n + :a", { ":a": { N: "1e-38" } }, "Attempting to store more than 38 significant digits in a Number"],
    [
      "SET #x = :a",
      one,
      "Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #x",
    ],
    [
      "SET total = :s",
      { ":s": { S: "x" } },
      "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: total",
    ],
    [
      "SET big = :s",
      { ":s": { S: "x".repeat(400 * 1024) } },
      "Item size to update has exceeded the maximum allowed size",
    ],
  ])("refuses %s", (expression, values, message) => {
    const on = bench();

    expect(() => update(on, expression, values)).toThrow(
      expect.objectContaining({ code: "ValidationException", message }),
    );
    expect(itemOf(on)).toEqual(start);
  });

  it("refuses an index key of another type in its own words", () => {
    const set = () =>
      update(bench(), "SET #t = :s", { ":s": { S: "x" } }, { ExpressionAttributeNames: { "#t": "total" } });

    expect(set).toThrow("The update expression attempted to update the secondary index key to unsupported type");
  });

  it("understands AttributeUpdates with Expected", () => {
    const on = bench();
    const legacy = (more: Partial<Input<"UpdateItem">>) =>
      on.run(updateItem, { TableName: "orders", Key: key, ...more });

    legacy({
      AttributeUpdates: {
        n: { Action: "ADD", Value: { N: "4" } },
        text: { Action: "DELETE" },
        list: { Action: "ADD", Value: { L: [{ N: "4" }] } },
        note: { Value: { S: "new" } },
      },
      Expected: { n: { Value: { N: "1.0" } }, gone: { Exists: false } },
    });

    const { text: _, ...rest } = start;
    expect(itemOf(on)).toEqual({
      ...rest,
      n: { N: "5" },
      list: { L: [...start.list.L, { N: "4" }] },
      note: { S: "new" },
    });
    expect(() =>
      legacy({ AttributeUpdates: { n: { Value: { N: "9" } } }, Expected: { n: { Value: { N: "1" } } } }),
    ).toThrow("The conditional request failed");
    expect(() => legacy({ AttributeUpdates: { x: { Action: "PUT" } } })).toThrow(
      "One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified",
    );
    expect(() => legacy({ AttributeUpdates: { x: { Value: { S: "1" } } }, UpdateExpression: "SET y = :y" })).toThrow(
      "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}",
    );
  });
});
