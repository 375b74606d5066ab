import { describe, expect, it } from "vitest";
import type { Input } from "../shapes.ts";
import { Bench } from "../testing.ts";
import { getItem } from "./get-item.ts";
import { putItem } from "./put-item.ts";
import { scan } from "./scan.ts";
import { transactWriteItems } from "./transact-write-items.ts";

type Items = Input<"TransactWriteItems">["TransactItems"];
const TableName = "orders";
const key = (sk: number) => ({ pk: { S: "a" }, sk: { N: String(sk) } });
const put = (sk: number, more: object = {}) => ({ Put: { TableName, Item: key(sk), ...more } });
const add = (sk: number, amount: string) => ({
  Update: {
    TableName,
    Key: key(sk),
    UpdateExpression: "ADD amount :n",
    ExpressionAttributeValues: { ":n": { N: amount } },
  },
});

const write = (bench: Bench, TransactItems: Items, more: Partial<Input<"TransactWriteItems">> = {}) =>
  bench.run(transactWriteItems, { TransactItems, ...more });

describe("TransactWriteItems", () => {
  it("does everything, in one go", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName, Item: key(1) });

    const answer = write(
      bench,
      [
        put(2),
        add(3, "5"),
        { Delete: { TableName, Key: key(1) } },
        { ConditionCheck: { TableName, Key: key(9), ConditionExpression: "attribute_not_exists(pk)" } },
      ],
      { ReturnConsumedCapacity: "TOTAL" },
    );

    expect(answer).toEqual({
      ConsumedCapacity: [{ TableName, CapacityUnits: 8, WriteCapacityUnits: 8 }],
    });
    expect(bench.run(scan, { TableName }).Items).toEqual([key(2), { ...key(3), amount: { N: "5" } }]);
  });

  it("does nothing when one part cannot be done, and says which and why", () => {
    const bench = new Bench().withOrders();
    bench.run(putItem, { TableName, Item: { ...key(1), text: { S: "x" } } });
    const attempt = () =>
      write(bench, [
        put(2),
        put(1, {
          ConditionExpression: "attribute_not_exists(pk)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
        {
          Update: {
            TableName,
            Key: key(3),
            UpdateExpression: "SET sk = :n",
            ExpressionAttributeValues: { ":n": { N: "1" } },
          },
        },
      ]);

    expect(attempt).toThrow(
      expect.objectContaining({
        code: "TransactionCanceledException",
        message:
          "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]",
        fields: {
          CancellationReasons: [
            { Code: "None" },
            {
              Code: "ConditionalCheckFailed",
              Message: "The conditional request failed",
              Item: { ...key(1), text: { S: "x" } },
            },
            {
              Code: "ValidationError",
              Message:
                "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key",
            },
          ],
        },
      }),
    );
    expect(bench.run(scan, { TableName }).Count).toBe(1);
  });

  it("carries out a request once, however often it comes with the same token within ten minutes", () => {
    const bench = new Bench().withOrders();
    const once = () => write(bench, [add(1, "5")], { ClientRequestToken: "t", ReturnConsumedCapacity: "TOTAL" });
    const amount = () => bench.run(getItem, { TableName, Key: key(1) }).Item?.["amount"];

    once();
    const again = once();

    expect(amount()).toEqual({ N: "5" });
    expect(again).toEqual({ ConsumedCapacity: [{ TableName, CapacityUnits: 1, ReadCapacityUnits: 1 }] });
    expect(() => write(bench, [add(1, "6")], { ClientRequestToken: "t" })).toThrow(
      expect.objectContaining({ code: "IdempotentParameterMismatchException" }),
    );
    bench.clock.advance(10 * 60 * 1000);
    once();
    expect(amount()).toEqual({ N: "10" });
  });

  it.each<[Items, string, string]>([
    [[put(1), put(1)], "ValidationException", "Transaction request cannot include multiple operations on one item"],
    [
      [{}],
      "ValidationException",
      "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
    ],
    [
      [{ ...put(1), ...add(2, "1") }],
      "ValidationException",
      "TransactItems can only contain one of Check, Put, Update or Delete",
    ],
    [[{ Put: { TableName: "nope", Item: key(1) } }], "ResourceNotFoundException", "Requested resource not found"],
    [
      [put(1, { ConditionExpression: "foo" })],
      "ValidationException",
      'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "foo"',
    ],
  ])("refuses %j", (items, code, message) => {
    const bench = new Bench().withOrders();

    expect(() => write(bench, items)).toThrow(expect.objectContaining({ code, message }));
  });

  it("needs the right of every part", () => {
    const bench = new Bench().withOrders();

    const access = bench.access(transactWriteItems, { TransactItems: [put(1), add(2, "1")] });

    expect(access).toMatchObject([
      { action: "dynamodb:PutItem", context: { "dynamodb:EnclosingOperation": "TransactWriteItems" } },
      { action: "dynamodb:UpdateItem", context: { "dynamodb:Attributes": ["pk", "sk", "amount"] } },
    ]);
  });
});
