import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { writeSarif } from "../write-sarif.ts";
import { auditTemplates } from "./audit-templates.ts";
import { findTemplates } from "./find-templates.ts";
import { templateRules } from "./template-rules.ts";

type Resources = Readonly<Record<string, unknown>>;
interface Case {
  readonly rule: string;
  /** Logical ids that the rule must name, and no other. */
  readonly at: readonly string[];
  readonly says: RegExp;
  readonly resources: Resources;
  readonly sections?: Readonly<Record<string, unknown>>;
}

const of = (Type: string, Properties: object = {}, more: object = {}): object => ({ Type, Properties, ...more });
const att = (...path: string[]): object => ({ "Fn::GetAtt": path });
const role = (...Statement: object[]): object =>
  of("AWS::IAM::Role", {
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [{ PolicyName: "own", PolicyDocument: { Statement } }],
  });
const allow = (Action: string, Resource: unknown): object => ({ Effect: "Allow", Action, Resource });
const fn = (more: object = {}): object =>
  of("AWS::Lambda::Function", {
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: att("Role", "Arn"),
    Code: { ZipFile: "exports.handler = async () => 1" },
    LoggingConfig: { LogGroup: "logs" },
    ...more,
  });
const permission = (more: object): object =>
  of("AWS::Lambda::Permission", { FunctionName: { Ref: "F" }, Action: "lambda:InvokeFunction", ...more });
const notifying = (Value: string, more: object = {}): object =>
  of("AWS::S3::Bucket", {
    BucketName: "in-files",
    NotificationConfiguration: {
      LambdaConfigurations: [
        {
          Event: "s3:ObjectCreated:*",
          Function: att("F", "Arn"),
          Filter: { S3Key: { Rules: [{ Name: "prefix", Value }] } },
        },
      ],
    },
    ...more,
  });

const cases: readonly Case[] = [
  {
    rule: "circular-dependency",
    at: ["B"],
    says: /B needs F needs R needs B|B needs P needs B/,
    resources: {
      B: notifying("", { DependsOn: "P", Tags: [{ Key: "p", Value: { Ref: "P" } }] }),
      P: permission({ SourceArn: att("B", "Arn"), Principal: "s3.amazonaws.com" }),
      F: fn({ Role: att("R", "Arn") }),
      R: role(allow("s3:GetObject", { "Fn::Sub": "${B.Arn}/*" })),
    },
  },
  {
    rule: "malformed-arn",
    at: ["R", "S"],
    says: /which is no ARN|neither region nor account|six parts/,
    resources: {
      R: role(allow("s3:GetObject", { "Fn::Sub": "files/*" }), allow("s3:GetObject", "arn:aws:s3:::files/*")),
      S: role(
        allow("s3:GetObject", { "Fn::Sub": "arn:aws:s3:${AWS::Region}:${AWS::AccountId}:files/*" }),
        allow("sqs:SendMessage", "arn:aws:sqs:jobs"),
      ),
      T: role(allow("sqs:SendMessage", { "Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs" })),
    },
  },
  {
    rule: "unsubstituted-variable",
    at: ["F", "Q"],
    says: /AWS::(AccountId|Region)/,
    resources: {
      F: fn({ Code: { ZipFile: "exports.handler = () => 'https://sqs.${AWS::Region}.amazonaws.com'" } }),
      G: fn({ Code: { ZipFile: { "Fn::Sub": "exports.handler = () => '${AWS::Region}'" } } }),
      Q: of("AWS::SQS::Queue", { QueueName: "jobs-${AWS::AccountId}" }),
    },
  },
  {
    rule: "handler-mismatch",
    at: ["F", "G"],
    says: /the file of inline code is index|has no main/,
    resources: { F: fn({ Handler: "app.handler" }), G: fn({ Handler: "index.main" }), H: fn() },
  },
  {
    rule: "undeclared-environment",
    at: ["F"],
    says: /index\.js reads TABLE/,
    resources: {
      F: fn({ Code: { ZipFile: "exports.handler = () => [process.env.TABLE, process.env.AWS_REGION]" } }),
      G: fn({
        Code: { ZipFile: "exports.handler = () => [process.env.TABLE, process.env.LEVEL ?? 'info']" },
        Environment: { Variables: { TABLE: "t" } },
      }),
    },
  },
  {
    rule: "missing-permission",
    at: ["B"],
    says: /s3.amazonaws.com may not invoke F/,
    resources: { B: notifying(""), F: fn() },
  },
  {
    rule: "impatient-queue",
    at: ["Q"],
    says: /waits 30 s, and F may take 60 s/,
    resources: {
      Q: of("AWS::SQS::Queue"),
      F: fn({ Timeout: 60 }),
      M: of("AWS::Lambda::EventSourceMapping", { EventSourceArn: att("Q", "Arn"), FunctionName: { Ref: "F" } }),
    },
  },
  { rule: "old-runtime", at: ["F"], says: /nodejs16/, resources: { F: fn({ Runtime: "nodejs16.x" }), G: fn() } },
  {
    rule: "event-loop",
    at: ["F"],
    says: /below in\/, and it may write \* there/,
    resources: {
      B: notifying("in/"),
      F: fn(),
      Role: role(allow("s3:Put*", { "Fn::Sub": "${B.Arn}/*" })),
    },
  },
  {
    rule: "vpc-without-endpoint",
    at: ["F"],
    says: /may call sqs/,
    resources: {
      V: of("AWS::EC2::VPC"),
      N: of("AWS::EC2::Subnet", { VpcId: { Ref: "V" } }),
      E: of("AWS::EC2::VPCEndpoint", {
        VpcId: { Ref: "V" },
        ServiceName: { "Fn::Sub": "com.amazonaws.${AWS::Region}.s3" },
      }),
      F: fn({ VpcConfig: { SubnetIds: [{ Ref: "N" }] } }),
      Role: role(allow("s3:GetObject", "arn:aws:s3:::in/*"), allow("sqs:SendMessage", "arn:aws:sqs:x:1:q")),
    },
  },
  {
    rule: "wildcard-grant",
    at: ["R"],
    says: /dynamodb:PutItem on "\*"/,
    resources: { R: role(allow("dynamodb:PutItem", "*")), S: role(allow("xray:PutTraceSegments", "*")) },
  },
  {
    rule: "confused-deputy",
    at: ["P"],
    says: /s3.amazonaws.com may invoke without SourceArn/,
    resources: {
      F: fn(),
      P: permission({ Principal: "s3.amazonaws.com" }),
      Q: permission({ Principal: "events.amazonaws.com", SourceArn: "arn:aws:events:x:1:rule/r" }),
    },
  },
  {
    rule: "public-bucket",
    at: ["B", "C"],
    says: /AccessControl is PublicRead|BlockPublicPolicy is false/,
    resources: {
      B: of("AWS::S3::Bucket", { AccessControl: "PublicRead" }),
      C: of("AWS::S3::Bucket", { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } }),
      D: of("AWS::S3::Bucket"),
    },
  },
  {
    rule: "open-network",
    at: ["G", "D"],
    says: /port 5432|PubliclyAccessible/,
    resources: {
      G: of("AWS::EC2::SecurityGroup", {
        SecurityGroupIngress: [{ CidrIp: "0.0.0.0/0", FromPort: 5432, ToPort: 5432 }],
      }),
      H: of("AWS::EC2::SecurityGroup", { SecurityGroupIngress: [{ CidrIp: "0.0.0.0/0", FromPort: 443, ToPort: 443 }] }),
      D: of("AWS::RDS::DBInstance", { PubliclyAccessible: "true" }),
    },
  },
  {
    rule: "open-api",
    at: ["U", "M"],
    says: /is NONE/,
    resources: {
      U: of("AWS::Lambda::Url", { AuthType: "NONE" }),
      M: of("AWS::ApiGateway::Method", { HttpMethod: "GET" }),
      O: of("AWS::ApiGateway::Method", { HttpMethod: "OPTIONS", AuthorizationType: "NONE" }),
    },
  },
  {
    rule: "plaintext-secret",
    at: ["D", "F", "G"],
    says: /written out|which is shown/,
    sections: { Parameters: { Open: { Type: "String" }, Hidden: { Type: "String", NoEcho: true } } },
    resources: {
      D: of("AWS::RDS::DBInstance", { MasterUserPassword: "hunter22" }),
      E: of("AWS::RDS::DBInstance", { MasterUserPassword: { Ref: "Hidden" } }),
      F: fn({ Environment: { Variables: { API_KEY: "abc" } } }),
      G: fn({ Environment: { Variables: { DB_PASSWORD: { Ref: "Open" } } } }),
    },
  },
  {
    rule: "unencrypted",
    at: ["D", "Q"],
    says: /no StorageEncrypted|SqsManagedSseEnabled is false/,
    resources: {
      D: of("AWS::RDS::DBCluster"),
      I: of("AWS::RDS::DBInstance", { DBClusterIdentifier: { Ref: "D" } }),
      Q: of("AWS::SQS::Queue", { SqsManagedSseEnabled: false }),
      K: of("AWS::SQS::Queue", { SqsManagedSseEnabled: false, KmsMasterKeyId: "alias/aws/sqs" }),
    },
  },
  {
    rule: "no-dead-letters",
    at: ["F", "R"],
    says: /neither DeadLetterConfig|has no DeadLetterConfig/,
    resources: {
      F: fn(),
      P: permission({ Principal: "s3.amazonaws.com" }),
      G: fn({ DeadLetterConfig: { TargetArn: "arn" } }),
      R: of("AWS::Events::Rule", { Targets: [{ Id: "one", Arn: "arn" }] }),
    },
  },
  {
    rule: "impatient-workflow",
    at: ["M"],
    says: /the task Inner has neither/,
    resources: {
      M: of("AWS::StepFunctions::StateMachine", {
        Definition: {
          States: {
            Outer: { Type: "Task", Retry: [] },
            Each: { Type: "Map", ItemProcessor: { States: { Inner: { Type: "Task" } } } },
          },
        },
      }),
    },
  },
  {
    rule: "no-retention",
    at: ["L", "F"],
    says: /RetentionInDays|not in the template/,
    resources: {
      L: of("AWS::Logs::LogGroup"),
      F: fn({ LoggingConfig: {} }),
      G: fn({ LoggingConfig: {}, FunctionName: "g" }),
      H: of("AWS::Logs::LogGroup", { LogGroupName: "/aws/lambda/g", RetentionInDays: 7 }),
    },
  },
  {
    rule: "no-backup",
    at: ["T"],
    says: /point-in-time/,
    resources: {
      T: of("AWS::DynamoDB::Table"),
      U: of("AWS::DynamoDB::Table", { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
    },
  },
  {
    rule: "lost-with-the-stack",
    at: ["B"],
    says: /no UpdateReplacePolicy/,
    resources: {
      B: of("AWS::S3::Bucket", {}, { DeletionPolicy: "Retain" }),
      C: of("AWS::S3::Bucket", {}, { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }),
    },
  },
  {
    rule: "hard-coded",
    at: ["F", "R"],
    says: /the account 111122223333|the region eu-west-1|the name of T/,
    resources: {
      R: role(allow("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/orders")),
      T: of("AWS::DynamoDB::Table", { TableName: "orders" }),
      F: fn({ Environment: { Variables: { TABLE: "orders" } } }),
      G: fn({ Environment: { Variables: { TABLE: { Ref: "T" } } } }),
    },
  },
  {
    rule: "unreadable-template",
    at: [],
    says: /Unresolved|non alphanumeric/,
    resources: { "B-1": of("AWS::S3::Bucket") },
  },
  { rule: "pass-any-role", at: ["R"], says: /iam:PassRole/, resources: { R: role(allow("iam:PassRole", "*")) } },
  {
    rule: "cross-account",
    at: ["B"],
    says: /111122223333/,
    resources: {
      B: of("AWS::S3::BucketPolicy", {
        PolicyDocument: { Statement: [{ ...allow("s3:GetObject", "x"), Principal: { AWS: "111122223333" } }] },
      }),
    },
  },
];

const audited = (resources: Resources, sections: object = {}, file = "t.json") =>
  auditTemplates([{ file, text: JSON.stringify({ ...sections, Resources: resources }, undefined, 2) }], []);

const folder = mkdtempSync(join(tmpdir(), "audit-"));
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
afterAll(() => rmSync(folder, { recursive: true }));

describe("auditTemplates", () => {
  it.each(cases)("finds $rule at $at, and nowhere else", ({ rule, at, says, resources, sections }) => {
    const found = audited(resources, sections).findings.filter((finding) => finding.rule === rule);

    const where = at.length === 0 ? ["t.json"] : at.map((id) => `t.json, ${id}`);
    expect(new Set(found.map((finding) => finding.where))).toEqual(new Set(where));
    for (const finding of found) expect(finding.says).toMatch(says);
  });

  it("has a case for every rule", () =>
    expect(Object.keys(templateRules).filter((rule) => !cases.some((one) => one.rule === rule))).toEqual([]));

  it("leaves alone a function that writes elsewhere than its events come from", () => {
    const Role = role(allow("s3:PutObject", "arn:aws:s3:::in-files/out/*"));

    const { findings } = audited({ B: notifying("in/"), F: fn(), Role });

    expect(findings.map(({ rule }) => rule)).not.toContain("event-loop");
  });

  it("names the shortest cycle and what people do about it", () => {
    const { resources } = cases[0] ?? { resources: {} };

    const [finding] = audited(resources).findings;

    expect(finding).toMatchObject({ rule: "circular-dependency", says: "B needs P needs B" });
    expect(finding?.wayOut).toContain("SourceArn: !Sub arn:${AWS::Partition}:s3:::${BucketName}");
    expect(finding?.place).toEqual({ file: "t.json", line: 3 });
  });

  it("reads the code that a SAM template has beside it, and what that loads", () => {
    put("template.yaml", sam);
    put(
      "src/app.py",
      "import os\nfrom lib import rows\nimport lib\ndef main(event, _):\n  return os.getenv('LEVEL', 'info')\n",
    );
    put("src/lib/rows.py", "import os\nTABLE = os.environ['TABLE']\n");
    put("src/unused.py", "import os\nos.environ['OTHER']\n");
    put("src/lib/__init__.py", "from .deep import keys\n");
    put("src/lib/deep.py", "import os\nkeys = os.environ['KEY']\n");

    const found = auditTemplates(findTemplates(folder), []).findings.filter(({ rule }) =>
      ["handler-mismatch", "undeclared-environment"].includes(rule),
    );

    expect(found.map(({ where, says }) => [where.split(", ")[1], says])).toEqual([
      ["Wrong", expect.stringMatching(/^Handler is "handler.main", but the code has no file handler; it has .*app.py/)],
      ["Right", "lib/rows.py reads TABLE"],
      ["Right", "lib/deep.py reads KEY"],
    ]);
  });

  it("finds nothing in what millrace writes itself", () => {
    const examples = fileURLToPath(new URL("../../../../../examples", import.meta.url));

    const report = auditTemplates(findTemplates(examples), []);

    expect(report.templates).toHaveLength(5);
    expect(report.findings).toEqual([]);
  });

  it("gives code scanners the line", () => {
    const report = audited({ B: of("AWS::S3::Bucket", { AccessControl: "PublicRead" }) });

    expect(JSON.stringify(writeSarif(report))).toContain(
      '"artifactLocation":{"uri":"t.json"},"region":{"startLine":3}',
    );
  });
});

const sam = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: python3.13, CodeUri: src/ } }
Resources:
  Right: { Type: AWS::Serverless::Function, Properties: { Handler: app.main } }
  Wrong: { Type: AWS::Serverless::Function, Properties: { Handler: handler.main } }
`;
