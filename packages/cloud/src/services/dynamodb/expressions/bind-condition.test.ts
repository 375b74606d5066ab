import { describe, expect, it } from "vitest";
import type { Item } from "../values/attribute-value.ts";
import { bindCondition } from "./bind-condition.ts";
import { newBinding } from "./bind-operand.ts";
import { conditionOf } from "./parse.ts";
import { Placeholders } from "./placeholders.ts";

const item: Item = {
  a: { N: "5" },
  b: { S: "hello" },
  l: { L: [{ N: "1" }, { S: "x" }] },
  m: { M: { deep: { S: "y" } } },
  ss: { SS: ["p", "q"] },
  bin: { B: "AQID" },
};
const values: Item = {
  ":one": { N: "1" },
  ":five": { N: "5" },
  ":nine": { N: "9" },
  ":he": { S: "he" },
  ":p": { S: "p" },
  ":list": { L: [] },
  ":start": { B: "AQI=" },
  ":type": { S: "SS" },
};

function bind(text: string, names?: Readonly<Record<string, string>>) {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(text));
  const placeholders = new Placeholders({
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
    ...(names && { ExpressionAttributeNames: names }),
  });
  return bindCondition(newBinding("ConditionExpression", placeholders), conditionOf("ConditionExpression", text));
}

describe("a condition", () => {
  it.each([
    ["a = :five", true],
    ["a <> :five", false],
    ["gone <> :five", true],
    ["gone = :five", false],
    ["a > :one AND a <= :five", true],
    ["b > :one", false],
    ["a BETWEEN :one AND :nine", true],
    ["a IN (:one, :nine)", false],
    ["a in (:one, :five)", true],
    ["attribute_exists(m.deep) and attribute_not_exists(m.gone)", true],
    ["attribute_exists(l[1]) AND attribute_not_exists(l[2])", true],
    ["attribute_type(ss, :type)", true],
    ["begins_with(b, :he)", true],
    ["begins_with(bin, :start)", true],
    ["contains(b, :he)", true],
    ["contains(ss, :p)", true],
    ["contains(l, :one)", true],
    ["contains(bin, :start)", true],
    ["size(b) = :five", true],
    ["size(l) > :one AND size(m) = :one", true],
    ["size(a) > :one", false],
    ["a = :one OR a = :five AND a = :one", false],
    ["(a = :one OR a = :five) AND a = :five", true],
    ["NOT a = :one AND a = :five", true],
    ["NOT (a = :one OR a = :nine)", true],
    ["(NOT a IN (:one, :nine) AND a = :five)", true],
    ["(a) = (:five)", true],
    ["NOT NOT a = :five", true],
  ])("%s is %s", (text, expected) => {
    expect(bind(text)(item)).toBe(expected);
  });

  const refused = (detail: string) => `Invalid ConditionExpression: ${detail}`;

  it.each([
    ["", refused("The expression can not be empty;")],
    ["a", refused('Syntax error; token: "<EOF>", near: "a"')],
    ["a == :one", refused('Syntax error; token: "=", near: "== :one"')],
    ["a != :one", refused('Syntax error; token: "!", near: "a !="')],
    ["a = :one)", refused('Syntax error; token: ")", near: ":one)"')],
    ["a = :one AND", refused('Syntax error; token: "<EOF>", near: "AND"')],
    ["a in :one", refused('Syntax error; token: ":one", near: "in :one"')],
    ["((a = :one))", refused("The expression has redundant parentheses;")],
    ["(((a = :one) AND (b = :one)))", refused("The expression has redundant parentheses;")],
    ["name = :one", refused("Attribute name is a reserved keyword; reserved keyword: name")],
    ["foo(a)", refused("Invalid function name; function: foo")],
    [
      "list_append(a, :list) = :one",
      refused("The function is not allowed in a condition expression; function: list_append"),
    ],
    ["size(a)", refused("The function is not allowed to be used this way in an expression; function: size")],
    [
      "a = attribute_exists(b)",
      refused("The function is not allowed to be used this way in an expression; function: attribute_exists"),
    ],
    [
      "attribute_exists(:one)",
      refused("Operator or function requires a document path; operator or function: attribute_exists"),
    ],
    [
      "attribute_exists(a, b)",
      refused(
        "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2",
      ),
    ],
    [
      "begins_with(a, :one)",
      refused("Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
    ],
    ["a < :list", refused("Incorrect operand type for operator or function; operator or function: <, operand type: L")],
    [
      "a BETWEEN :nine AND :one",
      refused(
        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:9}, upper bound operand: AttributeValue: {N:1}",
      ),
    ],
    [
      "a BETWEEN :he AND :one",
      refused(
        "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:he}, upper bound operand: AttributeValue: {N:1}",
      ),
    ],
    [
      "a = a",
      refused(
        "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]",
      ),
    ],
    [
      "attribute_type(a, :he)",
      refused("Invalid attribute type name found; type: he, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"),
    ],
    [
      "a = :missing",
      refused("An expression attribute value used in expression is not defined; attribute value: :missing"),
    ],
    [
      `a IN (${Array.from({ length: 101 }, () => ":one").join(",")})`,
      refused("The IN operator is provided with too many operands; number of operands: 101"),
    ],
    [
      `a = :one${" ".repeat(4089)}`,
      refused("Expression size has exceeded the maximum allowed size; expression size: 4097"),
    ],
    [
      Array.from({ length: 151 }, () => "a=:one").join(" OR "),
      refused("The expression contains too many operators; operator count: 301"),
    ],
    [
      `${Array.from({ length: 33 }, () => "a").join(".")} = :one`,
      refused("The document path has too many nesting levels; nesting levels: 33"),
    ],
  ])("refuses %s", (text, message) => {
    expect(() => bind(text)).toThrow(expect.objectContaining({ code: "ValidationException", message }));
  });

  it("looks behind placeholders of names, and refuses those that nothing uses", () => {
    expect(bind("#a = :five", { "#a": "a" })(item)).toBe(true);
    const placeholders = new Placeholders({ ExpressionAttributeNames: { "#a": "a" } });
    expect(() => placeholders.refuseUnused()).toThrow(
      "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}",
    );
  });
});
