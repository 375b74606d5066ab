import { describe, expect, it } from "vitest";
import type { Account, Decision, Statement } from "./account.ts";
import { audit } from "./audit.ts";
import { patternsOf, smallestPolicy } from "./smallest-policy.ts";
import { writeHtml } from "./write-html.ts";
import { writeSarif } from "./write-sarif.ts";

const arn = "arn:aws:iam::000000000000:role/orders";
const lambda: Statement = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

const used = (action: string, resource: string, statement: number): Decision => ({
  principal: arn,
  action,
  resource,
  isAllowed: true,
  decidedBy: [`own#${statement}`],
  firstAt: 0,
  lastAt: 1,
  count: 2,
});

const accountWith = (
  statements: readonly Statement[],
  decisions: readonly Decision[] = [],
  trust: Statement = lambda,
): Account => ({
  id: "000000000000",
  decisions,
  buckets: [],
  roles: [
    {
      arn,
      name: "orders",
      createdAt: new Date(0),
      trust: { Statement: [trust] },
      policies: [{ name: "own", document: { Statement: statements } }],
    },
  ],
});

const rulesOf = (account: Account): string[] => audit(account, []).findings.map(({ rule }) => rule);

describe("audit", () => {
  it("finds nothing in a role that used all it has", () => {
    const own: Statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::in/*" };

    expect(audit(accountWith([own], [used("s3:GetObject", "arn:aws:s3:::in/a", 0)]), []).findings).toEqual([]);
  });

  it("tells what is granted and was never used, once anything was seen", () => {
    const own: Statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:Put*"], Resource: "arn:aws:s3:::in/*" };
    const account = accountWith([own], [used("s3:GetObject", "arn:aws:s3:::in/a", 0)]);
    const [role] = audit(account, []).roles;

    expect(role?.neverUsed).toMatchObject([{ action: "s3:Put*", policy: "own", statement: 0 }]);
    expect(rulesOf(account)).toEqual(["never-used"]);
    expect(rulesOf(accountWith([own]))).toEqual([]);
  });

  it.each([
    ["wildcard-action", { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::in" }],
    ["allow-all-but", { Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::in" }],
    ["pass-any-role", { Effect: "Allow", Action: "iam:PassRole", Resource: "*" }],
  ] as const)("finds %s", (rule, statement) => expect(rulesOf(accountWith([statement]))).toEqual([rule]));

  it("finds a wildcard that was used on few resources, but not where an action has none", () => {
    const own: Statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:ListAllMyBuckets"], Resource: "*" };
    const list = used("s3:ListAllMyBuckets", "*", 0);

    expect(rulesOf(accountWith([own], [list, used("s3:GetObject", "arn:aws:s3:::in/a", 0)]))).toEqual([
      "wildcard-resource",
    ]);
    expect(rulesOf(accountWith([own], [list]))).toEqual(["never-used"]);
  });

  it.each([
    ["trusts-everybody", "*"],
    ["cross-account", { AWS: "arn:aws:iam::111122223333:root" }],
  ] as const)("finds that the trust policy opens a door: %s", (rule, Principal) =>
    expect(rulesOf(accountWith([], [], { ...lambda, Principal }))).toEqual([rule]),
  );

  it("names a refusal with what to add", () => {
    const refusal: Decision = {
      ...used("s3:PutObject", "arn:aws:s3:::in/a", 0),
      isAllowed: false,
      reason: "because no identity-based policy allows the s3:PutObject action",
      fix: "add it",
    };
    const [finding] = audit(accountWith([], [refusal]), []).findings;

    expect(finding).toMatchObject({ rule: "refused", where: "role/orders" });
    expect(finding?.says).toContain("2 times because no identity-based policy allows the s3:PutObject action; add it");
  });

  it("leaves out what somebody has accepted, and keeps the reason", () => {
    const account = accountWith([{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::in" }]);
    const accepted = { rule: "wildcard-action", where: "role/orders", reason: "a sandbox" };

    const report = audit(account, [accepted]);

    expect(report.findings).toEqual([]);
    expect(report.suppressed).toMatchObject([{ rule: "wildcard-action", reason: "a sandbox" }]);
    expect(audit(account, [{ ...accepted, where: "role/order" }]).findings).toHaveLength(1);
  });

  it("writes SARIF with a rule for every result, and HTML without anything unescaped", () => {
    const report = audit(accountWith([{ Effect: "Allow", Action: "s3:*", Resource: "<script>" }]), []);
    const sarif = JSON.parse(JSON.stringify(writeSarif(report)));

    expect(sarif.runs[0].results).toMatchObject([{ ruleId: "wildcard-action", level: "error" }]);
    expect(sarif.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toContain("wildcard-action");
    expect(writeHtml({ ...report, account: "<script>" })).not.toContain("<script>");
  });
});

describe("smallestPolicy", () => {
  it("joins actions on the same resources", () =>
    expect(
      smallestPolicy([
        used("dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:000000000000:table/orders", 0),
        used("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:000000000000:table/orders", 0),
        used("s3:GetObject", "arn:aws:s3:::in/a", 1),
      ]).Statement,
    ).toEqual([
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
        Resource: "arn:aws:dynamodb:eu-west-1:000000000000:table/orders",
      },
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::in/a" },
    ]));

  it("makes a pattern of many names under one place, and never of names that are cut in two", () => {
    const keys = ["a/1.csv", "a/2.csv", "a/22.csv", "a/x/3.csv"].map((key) => `arn:aws:s3:::in/${key}`);
    const others = ["arn:aws:s3:::out/b", "arn:aws:s3:::in/c".replace("in", "inbox")];

    expect(patternsOf([...keys, ...others])).toEqual([
      "arn:aws:s3:::in/a/*",
      "arn:aws:s3:::inbox/c",
      "arn:aws:s3:::out/b",
    ]);
    expect(patternsOf(["arn:aws:logs:eu-west-1:000000000000:log-group:/a:log-stream:2026/1"])).toEqual([
      "arn:aws:logs:eu-west-1:000000000000:log-group:/a:log-stream:*",
    ]);
  });
});
