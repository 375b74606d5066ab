import {
  DescribeEventsCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  DetectStackResourceDriftCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, outputsOf } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const queue = { Type: "AWS::SQS::Queue" };

describe("A template", () => {
  it("is told by what it wants", async () => {
    const TemplateBody = JSON.stringify({
      Description: "d",
      Parameters: { P: { Type: "String", Default: "x", NoEcho: true, AllowedValues: ["x", "y"] } },
      Resources: { Q: queue, R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } } },
    });
    const { cloudformation } = cloud;
    const valid = await cloudformation.send(new ValidateTemplateCommand({ TemplateBody }));
    const summary = await cloudformation.send(new GetTemplateSummaryCommand({ TemplateBody }));

    expect(valid).toMatchObject({
      Description: "d",
      Capabilities: ["CAPABILITY_IAM"],
      CapabilitiesReason: "The following resource(s) require capabilities: [AWS::IAM::Role]",
      Parameters: [{ ParameterKey: "P", DefaultValue: "x", NoEcho: true }],
    });
    expect(summary).toMatchObject({
      ResourceTypes: ["AWS::SQS::Queue", "AWS::IAM::Role"],
      ResourceIdentifierSummaries: [
        { ResourceType: "AWS::SQS::Queue", LogicalResourceIds: ["Q"], ResourceIdentifiers: ["QueueUrl"] },
        { ResourceType: "AWS::IAM::Role", LogicalResourceIds: ["R"], ResourceIdentifiers: ["RoleName"] },
      ],
      Parameters: [{ ParameterConstraints: { AllowedValues: ["x", "y"] } }],
    });
  });

  const sub = (text: string) => ({ Q: { ...queue, Properties: { QueueName: { "Fn::Sub": text } } } });
  const q = (QueueName: unknown) => ({ Resources: { Q: { ...queue, Properties: { QueueName } } } });

  it.each([
    ["[", "Template format error: YAML not well-formed. (line 1, column 2)"],
    ["{}", "Template format error: At least one Resources member must be defined."],
    ["a", "Template format error: unsupported structure."],
    [{ Resources: { "a-b": queue } }, "Template format error: Resource name a-b is non alphanumeric."],
    [
      { Resources: { A: {} } },
      "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
    ],
    [
      { Resources: { A: { Type: "AWS::No::Thing" } } },
      "Template format error: Unrecognized resource types: [AWS::No::Thing]",
    ],
    [{ Resources: { A: queue }, More: {} }, "Template format error: Invalid template property or properties [More]"],
    [
      {
        Resources: {
          A: { ...queue, DependsOn: "B" },
          B: { ...queue, DependsOn: "A" },
          C: { ...queue, DependsOn: "A" },
        },
      },
      "Circular dependency between resources: [A, B]",
    ],
    [
      q({ Ref: "Nobody" }),
      "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
    ],
    [
      q({ "Fn::GetAtt": ["Nobody", "Arn"] }),
      "Template error: instance of Fn::GetAtt references undefined resource Nobody",
    ],
    [
      { Resources: { A: queue }, Outputs: { O: { Value: { "Fn::GetAtt": ["A", "Colour"] } } } },
      "Template error: resource A does not support attribute type Colour in Fn::GetAtt",
    ],
    [
      q({ "Fn::FindInMap": ["M", "a", "b"] }),
      "Template error: Mapping named 'M' is not present in the 'Mappings' section of template.",
    ],
    [q({ "Fn::Select": ["3", ["a"]] }), "Template error: Fn::Select  cannot select nonexistent value at index 3"],
    [
      { Resources: sub("${a b}") },
      "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
    ],
    [
      { Parameters: { P: { Type: "Text" } }, Resources: { A: queue } },
      "Template format error: Unrecognized parameter type: Text",
    ],
    [{ Parameters: { P: { Type: "String" } }, Resources: { A: queue } }, "Parameters: [P] must have values"],
    [
      { Parameters: { P: { Type: "Number", Default: "x" } }, Resources: { A: queue } },
      "Parameter 'P' must be a number.",
    ],
    [
      { Parameters: { P: { Type: "String", Default: "x", AllowedValues: ["y"] } }, Resources: { A: queue } },
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      {
        Parameters: { P: { Type: "String", Default: "x", AllowedPattern: "y+", ConstraintDescription: "be y" } },
        Resources: { A: queue },
      },
      "Parameter 'P' failed to satisfy constraint: be y",
    ],
    [
      {
        Rules: { R: { Assertions: [{ Assert: { "Fn::Equals": ["a", "b"] }, AssertDescription: "a is b" }] } },
        Resources: { A: queue },
      },
      "Template validation error: a is b",
    ],
    [
      { Conditions: { C: { "Fn::Equals": [{ Ref: "A" }, "b"] } }, Resources: { A: queue } },
      "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template",
    ],
  ])("that is wrong is refused: %j", async (template, message) => {
    const body = typeof template === "string" ? template : JSON.stringify(template);

    await expect(createStack(cloud.cloudformation, "wrong", body)).rejects.toMatchObject({
      name: "ValidationError",
      message,
    });
  });

  it("needs what it can do to be acknowledged", async () => {
    const body = { Resources: { R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } } } };

    await expect(createStack(cloud.cloudformation, "wrong", body, { Capabilities: [] })).rejects.toMatchObject({
      name: "InsufficientCapabilitiesException",
      message: "Requires capabilities : [CAPABILITY_IAM]",
    });
  });

  it("has every function", async () => {
    await cloud.secretsmanager.send(new CreateSecretCommand({ Name: "login", SecretString: '{"user":"u","n":1}' }));
    const template = `
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: "a, b,c"}
  Stage: {Type: String, Default: dev}
Mappings:
  Sizes: {dev: {size: "1"}, prod: {size: "9"}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsSmall: !And [!Not [!Condition IsProd], !Or [!Equals [1, "1"], !Condition IsProd]]
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue\${Name}: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "loop-\${Name}"}}
  Only: {Type: AWS::SQS::Queue, Condition: IsProd}
  Maybe: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !If [IsProd, 9, !Ref AWS::NoValue]}}
Outputs:
  Join: {Value: !Join ["-", !Ref Names]}
  Select: {Value: !Select [1, !Split ["/", "x/y/z"]]}
  Map: {Value: !FindInMap [Sizes, !Ref Stage, size]}
  Default: {Value: !FindInMap [Sizes, other, size, {DefaultValue: none}]}
  Sub: {Value: !Sub ["\${AWS::StackName} \${v} \${!Literal} \${Maybe.QueueName}", {v: !If [IsSmall, small, large]}]}
  Base64: {Value: !Base64 hello}
  Cidr: {Value: !Join [",", !Cidr ["10.0.0.0/16", 3, 8]]}
  Zones: {Value: !Select [0, !GetAZs ""]}
  Length: {Value: !Sub ["\${n}", {n: {Fn::Length: !Ref Names}}]}
  Json: {Value: {Fn::ToJsonString: {a: [1, true]}}}
  Secret: {Value: "{{resolve:secretsmanager:login:SecretString:user}}!"}
  Left: {Condition: IsProd, Value: !Ref Only}
  Loop: {Value: !GetAtt Queueb.QueueName}
`;
    const outputs = outputsOf(await createStack(cloud.cloudformation, "functions", template));

    expect(outputs).toEqual({
      Join: "a-b-c",
      Select: "y",
      Map: "1",
      Default: "none",
      Sub: expect.stringMatching(/^functions small \$\{Literal\} functions-Maybe-\w{12}$/),
      Base64: "aGVsbG8=",
      Cidr: "10.0.0.0/24,10.0.1.0/24,10.0.2.0/24",
      Zones: "eu-west-1a",
      Length: "3",
      Json: '{"a":[1,true]}',
      Secret: "u!",
      Loop: "loop-b",
    });
  });
});

describe("Drift", () => {
  it("is found where somebody has changed what a stack made", async () => {
    const { cloudformation, sqs } = cloud;
    const StackName = "drifting";
    const { StackId } = await createStack(cloudformation, StackName, {
      Resources: { A: { ...queue, Properties: { DelaySeconds: 1 } }, B: { ...queue, Properties: { DelaySeconds: 1 } } },
      Outputs: { A: { Value: { Ref: "A" } } },
    }).then(async (stack) => {
      await sqs.send(
        new SetQueueAttributesCommand({ QueueUrl: outputsOf(stack)["A"], Attributes: { DelaySeconds: "5" } }),
      );
      return stack;
    });
    const { StackDriftDetectionId } = await cloudformation.send(new DetectStackDriftCommand({ StackName }));
    const status = await cloudformation.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }));
    const { StackResourceDrifts } = await cloudformation.send(
      new DescribeStackResourceDriftsCommand({ StackName, StackResourceDriftStatusFilters: ["MODIFIED"] }),
    );
    const one = await cloudformation.send(new DetectStackResourceDriftCommand({ StackName, LogicalResourceId: "B" }));
    const { OperationEvents } = await cloudformation.send(new DescribeEventsCommand({ StackName }));

    expect(status).toMatchObject({ StackId, StackDriftStatus: "DRIFTED", DriftedStackResourceCount: 1 });
    expect(StackResourceDrifts).toMatchObject([
      {
        LogicalResourceId: "A",
        PropertyDifferences: [
          { PropertyPath: "/DelaySeconds", ExpectedValue: '"1"', ActualValue: '"5"', DifferenceType: "NOT_EQUAL" },
        ],
      },
    ]);
    expect(one.StackResourceDrift).toMatchObject({ StackResourceDriftStatus: "IN_SYNC" });
    expect(OperationEvents?.[0]).toMatchObject({ ResourceStatus: "CREATE_COMPLETE" });
  });
});
