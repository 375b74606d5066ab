import { describe, expect, it } from "vitest";
import { Bench, statusIndex } from "../testing.ts";
import type { AttributeValue } from "../values/attribute-value.ts";
import { executeStatement } from "./execute-statement.ts";
import { getItem } from "./get-item.ts";

const first = { pk: { S: "a" }, sk: { N: "1" } };

function bench() {
  const on = new Bench().withOrders(statusIndex("KEYS_ONLY"));
  const run = (Statement: string, Parameters?: AttributeValue[], more: object = {}) =>
    on.run(executeStatement, { Statement, ...(Parameters && { Parameters }), ...more });
  run(
    `INSERT INTO "orders" VALUE {'pk':'a','sk':1,'l':[1,'x',{'m':null}],'tags':<<'a','b'>>,'ns':<<1, 2>>,'is':true,'n':1,'status':'new'}`,
  );
  run("INSERT INTO orders VALUE {'pk':?,'sk':?}", [{ S: "a" }, { N: "2.0" }]);
  run("INSERT INTO orders VALUE {'pk':'it''s','sk':-1.5e1, 'map':{'deep':{'er':1}}}");
  return { on, run };
}

const keysOf = (output: { Items?: readonly Readonly<Record<string, AttributeValue>>[] | undefined }) =>
  output.Items?.map((item) => `${item["pk"]?.S} ${item["sk"]?.N}`);

describe("ExecuteStatement", () => {
  it("puts values of every type, and refuses a key that is there", () => {
    const { on, run } = bench();

    const { Item } = on.run(getItem, { TableName: "orders", Key: first });

    expect(Item).toEqual({
      ...first,
      l: { L: [{ N: "1" }, { S: "x" }, { M: { m: { NULL: true } } }] },
      tags: { SS: ["a", "b"] },
      ns: { NS: ["1", "2"] },
      is: { BOOL: true },
      n: { N: "1" },
      status: { S: "new" },
    });
    expect(() => run("INSERT INTO orders VALUE {'pk':'a','sk':1}")).toThrow("Duplicate primary key exists in table");
    expect(() => run("INSERT INTO orders VALUE {'pk':'a'}")).toThrow(
      "Key attribute should be present in the item: Key sk",
    );
  });

  it.each([
    ["SELECT * FROM orders WHERE pk='a'", ["a 1", "a 2"]],
    ["SELECT * FROM orders WHERE pk='a' AND sk > 1", ["a 2"]],
    ["SELECT * FROM orders WHERE 1 < sk AND pk='a'", ["a 2"]],
    ["SELECT * FROM orders WHERE pk='a' ORDER BY sk DESC", ["a 2", "a 1"]],
    ["SELECT * FROM orders WHERE pk='a' AND sk BETWEEN 0 AND 1", ["a 1"]],
    ["SELECT * FROM orders WHERE pk IN ['a', 'it''s'] AND sk <= 1", ["a 1", "it's -15"]],
    ["SELECT * FROM orders WHERE pk='a' AND is IS MISSING", ["a 2"]],
    ["SELECT * FROM orders WHERE pk='a' AND is IS NOT MISSING", ["a 1"]],
    ["SELECT * FROM orders WHERE contains(tags, 'a')", ["a 1"]],
    ["SELECT * FROM orders WHERE size(l) > 1 AND begins_with(pk, 'a')", ["a 1"]],
    ["SELECT * FROM orders WHERE NOT (n <> 1) AND pk='a'", ["a 1"]],
    ["SELECT * FROM orders WHERE l[2].m IS NULL", ["a 1"]],
    [`SELECT * FROM "orders" WHERE "map"."deep"."er" = 1 OR sk = 2 AND pk = 'none'`, ["it's -15"]],
    [`SELECT * FROM "orders"."by-status" WHERE status='new'`, []],
    ["SELECT * FROM orders WHERE pk = 'none'", []],
  ])("finds with %s", (statement, expected) => {
    const { run } = bench();

    expect(keysOf(run(statement))).toEqual(expected);
  });

  it("picks attributes, elements and members", () => {
    const { run } = bench();

    expect(run("SELECT n, l[0], l[2].m FROM orders WHERE pk='a' AND sk=1").Items).toEqual([
      { n: { N: "1" }, "l[0]": { N: "1" }, "l[2]": { M: { m: { NULL: true } } } },
    ]);
    expect(run("SELECT map.deep FROM orders WHERE pk='it''s'").Items).toEqual([
      { map: { M: { deep: { M: { er: { N: "1" } } } } } },
    ]);
  });

  it("goes on page by page, over partitions too", () => {
    const { run } = bench();
    const statement = "SELECT * FROM orders WHERE pk IN ('a', 'it''s')";

    const pages: (readonly string[] | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = run(statement, undefined, { Limit: 1, ...(NextToken && { NextToken }) });
      pages.push(keysOf(page));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);

    expect(pages.flat()).toEqual(["a 1", "a 2", "it's -15"]);
    const { NextToken: other } = run(statement, undefined, { Limit: 1 });
    expect(() => run("SELECT * FROM orders", undefined, { NextToken: other })).toThrow("NextToken does not match");
    expect(() => run(statement, undefined, { NextToken: "bm8=" })).toThrow("NextToken does not match");
  });

  it("updates what is there, and answers what is asked for", () => {
    const { run } = bench();
    const where = "WHERE pk='a' AND sk=1";

    expect(
      run(`UPDATE orders SET n=n+1 SET y=list_append(l,[9]) REMOVE is ${where} RETURNING MODIFIED NEW *`).Items,
    ).toEqual([{ n: { N: "2" }, y: { L: [{ N: "1" }, { S: "x" }, { M: { m: { NULL: true } } }, { N: "9" }] } }]);
    expect(
      run(`UPDATE orders SET tags=set_add(tags,<<'c'>>), ns=set_delete(ns,<<1>>) ${where} RETURNING MODIFIED NEW *`)
        .Items,
    ).toEqual([{ tags: { SS: ["a", "b", "c"] }, ns: { NS: ["2"] } }]);
    expect(run(`UPDATE orders SET n=0 ${where} RETURNING MODIFIED OLD *`).Items).toEqual([{ n: { N: "2" } }]);
    expect(run("UPDATE orders SET n=n-? WHERE pk=? AND sk=1", [{ N: "1" }, { S: "a" }]).Items).toEqual([]);
    expect(() => run("UPDATE orders SET n=1 WHERE pk='a' AND sk=99")).toThrow("The conditional request failed");
    expect(() => run(`UPDATE orders SET n=1 ${where} AND n=77`)).toThrow("The conditional request failed");
    expect(() => run(`UPDATE orders SET sk=1 ${where}`)).toThrow("Cannot update attribute sk");
  });

  it("deletes one item", () => {
    const { on, run } = bench();

    expect(() => run("DELETE FROM orders WHERE pk='a' AND sk=2 AND n=1")).toThrow("The conditional request failed");
    expect(run("DELETE FROM orders WHERE pk='a' AND sk=2 RETURNING ALL OLD *").Items).toEqual([
      { pk: { S: "a" }, sk: { N: "2" } },
    ]);
    expect(run("DELETE FROM orders WHERE pk='a' AND sk=2 AND n=1").Items).toEqual([]);
    expect(on.run(getItem, { TableName: "orders", Key: { pk: { S: "a" }, sk: { N: "2" } } })).toEqual({});
  });

  it.each([
    ["SELEC * FROM orders", "Statement wasn't well formed, can't be processed: SELEC * FROM orders"],
    ["SELECT * FROM", "Statement wasn't well formed, can't be processed: SELECT * FROM"],
    ["SELECT * FROM orders WHERE pk='a' LIMIT 1", "Statement wasn't well formed"],
    ["SELECT * FROM orders WHERE pk=?", "Number of parameters in request and statement don't match."],
    [
      "SELECT * FROM orders WHERE pk=1",
      "Key attribute's data type should match its data type in table's schema: Key pk",
    ],
    ["SELECT * FROM orders ORDER BY sk", "Must have WHERE clause in the statement when using ORDER BY clause."],
    [
      "SELECT * FROM orders WHERE pk='a' ORDER BY n",
      "Variable reference n in ORDER BY clause must be part of the primary key",
    ],
    ["SELECT * FROM nope", "Cannot do operations on a non-existent table"],
    ["SELECT * FROM orders.nope WHERE pk='a'", "The table does not have the specified index: nope"],
    [`SELECT l FROM orders."by-status" WHERE status='new'`, "Global secondary index by-status does not project [l]"],
    ["UPDATE orders SET n=1 WHERE pk='a'", "Where clause does not contain a mandatory equality on all key attributes"],
    ["UPDATE orders SET n=1", "Where clause does not contain a mandatory equality on all key attributes"],
    ["DELETE FROM orders WHERE pk='a' OR sk=1", "Where clause does not contain a mandatory equality on all key"],
    ["INSERT INTO orders VALUE {'pk':'q','sk':1,'s':<<1,'a'>>}", "Statement wasn't well formed"],
    ["EXISTS(SELECT * FROM orders WHERE pk='a')", "EXISTS can only be used in ExecuteTransaction write requests."],
  ])("refuses %s", (statement, message) => {
    const { run } = bench();

    expect(() => run(statement)).toThrow(message);
  });

  it("needs the right of its verb on its table or index", () => {
    const { on } = bench();
    const access = (Statement: string) => on.access(executeStatement, { Statement });

    expect(access("DELETE FROM orders WHERE pk='a' AND sk=1")).toMatchObject({
      action: "dynamodb:PartiQLDelete",
      resource: "arn:aws:dynamodb:eu-west-1:000000000000:table/orders",
    });
    expect(access(`SELECT * FROM orders."by-status"`)).toMatchObject({
      action: "dynamodb:PartiQLSelect",
      resource: "arn:aws:dynamodb:eu-west-1:000000000000:table/orders/index/by-status",
    });
  });
});
