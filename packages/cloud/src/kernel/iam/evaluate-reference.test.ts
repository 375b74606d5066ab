import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Principal } from "../principal.ts";
import { evaluate } from "./evaluate.ts";
import {
  type ReferencePolicies,
  type ReferencePolicy,
  type ReferenceRequest,
  referenceAllows,
} from "./test-reference.ts";

const account = "000000000000";
const other = "111122223333";
const role = `arn:aws:iam::${account}:role/orders`;
const session = `arn:aws:sts::${account}:assumed-role/orders/run`;
const table = "arn:aws:dynamodb:eu-west-1:000000000000:table/orders";

const principal: Principal = { kind: "session", account, arn: session, userId: "AROAEXAMPLE:run", roleArn: role };

function ours({ action, resource, context, resourceAccount }: ReferenceRequest, policies: ReferencePolicies): boolean {
  const known = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  const text = (policy: ReferencePolicy | undefined) => (policy === undefined ? undefined : JSON.stringify(policy));
  return evaluate(
    { principal, access: { action, resource }, resourceAccount, context: known },
    {
      identity: policies.identity.map((policy) => JSON.stringify(policy)),
      resource: text(policies.resource),
      boundary: text(policies.boundary),
      session: policies.session === undefined ? undefined : [JSON.stringify(policies.session)],
    },
  ).isAllowed;
}

const base: ReferenceRequest = {
  session,
  role,
  account,
  resourceAccount: account,
  action: "dynamodb:PutItem",
  resource: table,
  context: {},
};
const policy = (...Statement: ReferencePolicy["Statement"]): ReferencePolicy => ({ Version: "2012-10-17", Statement });
const statement = (Effect: "Allow" | "Deny", more: object = {}) =>
  ({ Effect, Action: "dynamodb:*", Resource: "*", ...more }) as const;

/** What a layer may say: nothing at all, nothing to the point, yes, no, or both. */
const layers = {
  absent: undefined,
  silent: policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
  allows: policy(statement("Allow")),
  denies: policy(statement("Deny")),
  both: policy(statement("Allow"), statement("Deny")),
};
const principals = {
  everybody: "*",
  session: { AWS: session },
  role: { AWS: role },
  account: { AWS: account },
  stranger: { AWS: other },
};
const resources: [string, ReferencePolicy | undefined][] = [
  ["absent", undefined],
  ...Object.entries(principals).flatMap(([name, Principal]): [string, ReferencePolicy][] => [
    [`allows ${name}`, policy(statement("Allow", { Principal }))],
    [`denies ${name}`, policy(statement("Deny", { Principal }))],
  ]),
];

/** Every way in which the layers can stand to each other: 5 identities x 5 boundaries x 4 sessions x 11 resources x 2 accounts. */
const combinations = Object.entries(layers).flatMap(([identity, identityPolicy]) =>
  Object.entries(layers).flatMap(([boundary, boundaryPolicy]) =>
    Object.entries(layers)
      .filter(([name]) => name !== "both")
      .flatMap(([sessionName, sessionPolicy]) =>
        resources.flatMap(([resource, resourcePolicy]) =>
          [account, other].map((resourceAccount) => ({
            name: `identity ${identity}, boundary ${boundary}, session ${sessionName}, resource ${resource}, ${resourceAccount === account ? "same" : "other"} account`,
            request: { ...base, resourceAccount },
            policies: {
              identity: identityPolicy === undefined ? [] : [identityPolicy],
              boundary: boundaryPolicy,
              session: sessionPolicy,
              resource: resourcePolicy,
            },
          })),
        ),
      ),
  ),
);

/** Operator, what the request has, what the policy wants, and what the documentation says. */
const conditions: readonly (readonly [
  operator: string,
  have: string[] | undefined,
  wanted: string | string[],
  holds: boolean,
])[] = [
  ["StringEquals", ["a"], "a", true],
  ["StringEquals", ["a"], ["b", "a"], true],
  ["StringEquals", ["A"], "a", false],
  ["StringEquals", undefined, "a", false],
  ["StringEquals", ["a", "b"], "a", false],
  ["StringEqualsIfExists", undefined, "a", true],
  ["StringEqualsIfExists", ["b"], "a", false],
  ["StringNotEquals", ["b"], "a", true],
  ["StringNotEquals", ["a"], ["a", "b"], false],
  ["StringNotEquals", undefined, "a", true],
  ["StringEqualsIgnoreCase", ["A"], "a", true],
  ["StringNotEqualsIgnoreCase", ["A"], "a", false],
  ["StringLike", ["orders/2026"], "orders/*", true],
  ["StringLike", ["orders"], "o?ders", true],
  ["StringLike", ["orders"], "Orders", false],
  ["StringNotLike", ["orders"], "o*", false],
  ["NumericEquals", ["10"], "10.0", true],
  ["NumericNotEquals", ["10"], "11", true],
  ["NumericLessThan", ["9"], "10", true],
  ["NumericLessThan", ["10"], "10", false],
  ["NumericLessThanEquals", ["10"], "10", true],
  ["NumericGreaterThan", ["11"], "10", true],
  ["NumericGreaterThanEquals", ["10"], "10", true],
  ["NumericGreaterThanEquals", undefined, "10", false],
  ["DateLessThan", ["2026-01-01T00:00:00Z"], "2026-01-02T00:00:00Z", true],
  ["DateGreaterThan", ["2026-01-01T00:00:00Z"], "2026-01-02T00:00:00Z", false],
  ["DateEquals", ["2026-01-01T00:00:00Z"], "2026-01-01T00:00:00.000Z", true],
  ["Bool", ["true"], "TRUE", true],
  ["Bool", ["false"], "true", false],
  ["BoolIfExists", undefined, "true", true],
  ["IpAddress", ["10.1.2.3"], "10.1.0.0/16", true],
  ["IpAddress", ["10.2.2.3"], "10.1.0.0/16", false],
  ["NotIpAddress", ["10.2.2.3"], "10.1.0.0/16", true],
  ["ArnLike", [table], "arn:aws:dynamodb:*:*:table/*", true],
  ["ArnEquals", [table], "arn:aws:dynamodb:*:*:table/other", false],
  ["ArnNotLike", [table], "arn:aws:dynamodb:*:*:table/*", false],
  ["Null", undefined, "true", true],
  ["Null", ["a"], "true", false],
  ["Null", ["a"], "false", true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b", "c"], true],
  ["ForAllValues:StringEquals", ["a", "d"], ["a", "b", "c"], false],
  ["ForAllValues:StringEquals", undefined, "a", true],
  ["ForAllValues:StringEquals", [], "a", true],
  ["ForAnyValue:StringEquals", ["a", "d"], ["a", "b"], true],
  ["ForAnyValue:StringEquals", ["d"], ["a", "b"], false],
  ["ForAnyValue:StringEquals", undefined, "a", false],
  ["ForAnyValue:StringLike", ["orders/a"], "orders/*", true],
  ["ForAnyValue:StringNotEquals", ["a", "b"], "a", true],
];

describe("evaluate, beside the documentation", () => {
  it("agrees on every combination of layers", () => {
    expect(combinations.length).toBeGreaterThan(1000);
    const wrong = combinations.filter(
      ({ request, policies }) => ours(request, policies) !== referenceAllows(request, policies),
    );

    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it.each(conditions)("%s: %j against %j is %s", (operator, have, wanted, holds) => {
    const conditional = policy(statement("Allow", { Condition: { [operator]: { "aws:Test": wanted } } }));
    const request = { ...base, context: have === undefined ? {} : { "aws:test": have } };

    expect(ours(request, { identity: [conditional] })).toBe(holds);
    expect(referenceAllows(request, { identity: [conditional] })).toBe(holds);
  });

  it("agrees on whatever else there may be", () => {
    const texts = fc.constantFrom("a", "b", "orders", "or*", "o?ders", "*", "A");
    const oneOrMany = (word: fc.Arbitrary<string>) => fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }));
    const action = fc.constantFrom(
      "dynamodb:PutItem",
      "dynamodb:Get*",
      "dynamodb:*",
      "*",
      "s3:GetObject",
      "DYNAMODB:putitem",
      "dynamodb:?utItem",
    );
    const resource = fc.constantFrom(
      "*",
      table,
      `${table}*`,
      "arn:aws:dynamodb:*:*:table/or*",
      "arn:aws:dynamodb:*table/orders",
      "arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}",
      "arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/none, 'orders'}",
      "arn:aws:dynamodb:*:${aws:PrincipalAccount}:table/orders",
      "arn:aws:s3:::in/a:b",
    );
    const operator = fc.constantFrom(...new Set(conditions.map(([name]) => name)));
    const value = fc.constantFrom("a", "b", "orders", "10", "true", "10.1.2.3", table, "2026-01-01T00:00:00Z");
    const condition = fc
      .tuple(operator, fc.constantFrom("aws:Test", "aws:Other"), oneOrMany(value))
      .filter(([name]) => name !== "Null")
      .map(([name, key, wanted]) => ({ [name]: { [key]: wanted } }));
    const anyStatement = fc
      .record({
        Effect: fc.constantFrom("Allow", "Allow", "Deny"),
        actions: fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), oneOrMany(action)),
        resources: fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), oneOrMany(resource)),
        Condition: fc.option(condition, { nil: undefined }),
        Principal: fc.constantFrom(...Object.values(principals)),
      })
      .map(({ Effect, actions, resources, Condition, Principal }) => ({
        Effect,
        [actions[0]]: actions[1],
        [resources[0]]: resources[1],
        Principal,
        ...(Condition === undefined ? {} : { Condition }),
      }));
    const anyPolicy = fc
      .record({
        Version: fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17"),
        Statement: fc.array(anyStatement, { minLength: 1, maxLength: 4 }),
      })
      .map((value) => value as unknown as ReferencePolicy);
    const own = anyPolicy.map(({ Version, Statement }) => ({
      Version,
      Statement: Statement.map(({ Principal: _, ...rest }) => rest),
    }));
    const request = fc.record({
      action: fc.constantFrom("dynamodb:PutItem", "dynamodb:GetItem", "s3:GetObject"),
      resource: fc.constantFrom(table, `${table}-2`, "arn:aws:s3:::in/a:b", "*"),
      resourceAccount: fc.constantFrom(account, account, other),
      context: fc.record(
        {
          "aws:Test": fc.array(texts, { maxLength: 2 }),
          "aws:Other": fc.array(value, { maxLength: 2 }),
          "aws:PrincipalTag/team": fc.constant(["orders"]),
        },
        { requiredKeys: [] },
      ),
    });
    const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

    fc.assert(
      fc.property(
        request,
        fc.record({
          identity: fc.array(own, { maxLength: 3 }),
          resource: optional(anyPolicy),
          boundary: optional(own),
          session: optional(own),
        }),
        (asked, policies) => {
          const whole = { ...base, ...asked } as ReferenceRequest;
          return ours(whole, policies as ReferencePolicies) === referenceAllows(whole, policies as ReferencePolicies);
        },
      ),
      { numRuns: 4000, seed: 7 },
    );
  });
});
