import { describe, expect, it } from "vitest";
import type { Principal } from "../principal.ts";
import { accountPrincipal, servicePrincipal } from "../principal.ts";
import { evaluate, type Policies } from "./evaluate.ts";

const account = "000000000000";
const role = "arn:aws:iam::000000000000:role/orders";
const session: Principal = {
  kind: "session",
  account,
  arn: "arn:aws:sts::000000000000:assumed-role/orders/run",
  userId: "AROAEXAMPLE:run",
  roleArn: role,
};
const table = "arn:aws:dynamodb:eu-west-1:000000000000:table/orders";

interface Ask {
  readonly principal?: Principal;
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccount?: string;
  readonly context?: Record<string, string[]>;
}

const ask = (policies: Partial<Policies>, question: Ask = {}) =>
  evaluate(
    {
      principal: question.principal ?? session,
      access: { action: question.action ?? "dynamodb:PutItem", resource: question.resource ?? table },
      resourceAccount: question.resourceAccount ?? account,
      context: new Map(Object.entries(question.context ?? {})),
    },
    { identity: [], ...policies },
  ).isAllowed;

const statement = (fields: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "dynamodb:PutItem", Resource: table, ...fields },
  });

describe("evaluate", () => {
  it("allows what an identity policy allows, and nothing else", () => {
    const identity = [statement({})];

    expect(ask({ identity })).toBe(true);
    expect(ask({ identity }, { action: "dynamodb:DeleteItem" })).toBe(false);
    expect(ask({ identity }, { resource: `${table}-other` })).toBe(false);
    expect(ask({})).toBe(false);
  });

  it("lets a deny win over every allow", () =>
    expect(ask({ identity: [statement({}), statement({ Effect: "Deny" })] })).toBe(false));

  it("ignores case in actions but not in resources", () => {
    expect(ask({ identity: [statement({ Action: "DYNAMODB:putitem" })] })).toBe(true);
    expect(ask({ identity: [statement({ Resource: table.toUpperCase() })] })).toBe(false);
  });

  it("matches wildcards within one part of an ARN only", () => {
    expect(ask({ identity: [statement({ Resource: "arn:aws:dynamodb:*:*:table/ord*" })] })).toBe(true);
    expect(ask({ identity: [statement({ Resource: "arn:aws:dynamodb:*table/orders" })] })).toBe(false);
  });

  it("turns NotAction and NotResource round", () => {
    expect(ask({ identity: [statement({ Action: undefined, NotAction: "s3:*" })] })).toBe(true);
    expect(ask({ identity: [statement({ Resource: undefined, NotResource: table })] })).toBe(false);
  });

  it("puts the request's values in place of variables", () => {
    const identity = [statement({ Resource: "arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/table}" })];

    expect(ask({ identity }, { context: { "aws:principaltag/table": ["orders"] } })).toBe(true);
    expect(ask({ identity }, { context: { "aws:principaltag/table": ["*"] } })).toBe(false);
    expect(ask({ identity })).toBe(false);
  });

  it.each([
    ["StringEquals", { "s3:prefix": "a" }, { "s3:prefix": ["a"] }, true],
    ["StringEquals", { "s3:prefix": "a" }, {}, false],
    ["StringNotEquals", { "s3:prefix": "a" }, {}, true],
    ["StringEqualsIfExists", { "s3:prefix": "a" }, {}, true],
    ["StringLike", { "s3:prefix": ["x", "in/*"] }, { "s3:prefix": ["in/a"] }, true],
    ["NumericLessThan", { "s3:max-keys": "10" }, { "s3:max-keys": ["9"] }, true],
    ["NumericLessThan", { "s3:max-keys": "10" }, { "s3:max-keys": ["x"] }, false],
    [
      "DateLessThan",
      { "aws:currenttime": "2030-01-01T00:00:00Z" },
      { "aws:currenttime": ["2026-01-01T00:00:00Z"] },
      true,
    ],
    ["Bool", { "aws:securetransport": "true" }, { "aws:securetransport": ["false"] }, false],
    ["Null", { "aws:tokenissuetime": "true" }, {}, true],
    ["IpAddress", { "aws:sourceip": "10.0.0.0/8" }, { "aws:sourceip": ["10.1.2.3"] }, true],
    ["NotIpAddress", { "aws:sourceip": "10.0.0.0/8" }, { "aws:sourceip": ["10.1.2.3"] }, false],
    ["ForAllValues:StringEquals", { "dynamodb:leadingkeys": ["a", "b"] }, { "dynamodb:leadingkeys": ["a", "b"] }, true],
    ["ForAllValues:StringEquals", { "dynamodb:leadingkeys": ["a"] }, { "dynamodb:leadingkeys": ["a", "b"] }, false],
    ["ForAnyValue:StringEquals", { "dynamodb:leadingkeys": ["a"] }, { "dynamodb:leadingkeys": ["a", "b"] }, true],
    ["ForAnyValue:StringEquals", { "dynamodb:leadingkeys": ["a"] }, {}, false],
    ["NoSuchOperator", { "s3:prefix": "a" }, { "s3:prefix": ["a"] }, false],
  ])("decides %s %j over %j as %s", (operator, condition, context, expected) =>
    expect(ask({ identity: [statement({ Condition: { [operator]: condition } })] }, { context })).toBe(expected),
  );

  it("lets a service in only by a resource policy that names it", () => {
    const principal = servicePrincipal("s3.amazonaws.com", account);
    const resource = statement({ Principal: { Service: "s3.amazonaws.com" } });

    expect(ask({ resource }, { principal })).toBe(true);
    expect(ask({ resource: statement({ Principal: { Service: "sns.amazonaws.com" } }) }, { principal })).toBe(false);
    expect(ask({ identity: [statement({})] }, { principal })).toBe(false);
  });

  it("knows CloudWatch Logs by its name with and without the region", () => {
    const principal = servicePrincipal("logs.eu-west-1.amazonaws.com", account);
    const naming = (Service: string) => ask({ resource: statement({ Principal: { Service } }) }, { principal });

    expect(naming("logs.amazonaws.com")).toBe(true);
    expect(naming("logs.eu-west-1.amazonaws.com")).toBe(true);
    expect(naming("logs.us-east-1.amazonaws.com")).toBe(false);
  });

  it("lets the account do everything in itself that nobody denies", () => {
    const principal = accountPrincipal(account);

    expect(ask({}, { principal })).toBe(true);
    expect(ask({ resource: statement({ Effect: "Deny", Principal: "*" }) }, { principal })).toBe(false);
  });

  it("asks both sides when accounts differ", () => {
    const question = { resourceAccount: "111111111111" };
    const resource = statement({ Principal: { AWS: role } });

    expect(ask({ identity: [statement({})] }, question)).toBe(false);
    expect(ask({ resource }, question)).toBe(false);
    expect(ask({ identity: [statement({})], resource }, question)).toBe(true);
  });

  it("keeps a session within its boundary and session policies", () => {
    const identity = [statement({})];

    expect(ask({ identity, boundary: statement({ Action: "s3:*" }) })).toBe(false);
    expect(ask({ identity, session: [statement({ Action: "s3:*" })] })).toBe(false);
    expect(ask({ identity, boundary: statement({}), session: [statement({})] })).toBe(true);
  });

  it("asks a trust policy even when the identity's own policies allow", () => {
    const identity = [statement({ Action: "sts:AssumeRole", Resource: role })];
    const question = { action: "sts:AssumeRole", resource: role };
    const trust = (principal: object) =>
      statement({ Principal: principal, Action: "sts:AssumeRole", Resource: undefined });

    expect(ask({ identity, resourceMustAllow: true }, question)).toBe(false);
    expect(ask({ identity, resourceMustAllow: true, resource: trust({ AWS: account }) }, question)).toBe(true);
    expect(ask({ resourceMustAllow: true, resource: trust({ AWS: account }) }, question)).toBe(false);
  });
});
