import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, stackEvents } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const queue = { Type: "AWS::SQS::Queue" };
const malformedExport = (name: string) =>
  `Template format error: Output ${name} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`;
const badImport =
  "Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs";
const imports = (name: unknown) => ({
  Resources: { A: queue, B: { ...queue, Properties: { QueueName: { "Fn::ImportValue": name } } } },
});
const outputs = (output: unknown) => ({ Resources: { A: queue }, Outputs: { O: output } });
const many = (count: number, item: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, item]));

describe("A template with an error in its structure", () => {
  it.for<readonly [name: string, template: object | string, message: string]>([
    [
      "a long description",
      { Description: "d".repeat(1025), Resources: { A: queue } },
      "Template format error: 'Description' length is greater than 1024.",
    ],
    [
      "another format",
      { AWSTemplateFormatVersion: "2011-01-01", Resources: { A: queue } },
      'Template format error: Template format version "2011-01-01" is not supported.',
    ],
    [
      "nothing for a member, in YAML",
      "Resources:\n",
      "Template format error: [/Resources] 'null' values are not allowed in templates",
    ],
    ["null, in JSON", '{"Resources":{"A":null}}', "[/Resources/A] 'null' values are not allowed in templates"],
    [
      "a resource that is a text",
      { Resources: { A: "queue" } },
      "Template format error: [/Resources/A] resource definition is malformed",
    ],
    ["a wrong member", { Resources: { A: { ...queue, Tags: [] } } }, "Invalid template resource property 'Tags'"],
    [
      "too many resources",
      { Resources: many(501, queue) },
      "Template format error: Number of resources, 501, is greater than maximum allowed, 500",
    ],
    [
      "too many outputs",
      { Resources: { A: queue }, Outputs: many(201, { Value: "v" }) },
      "Template format error: Number of outputs, 201, is greater than maximum allowed, 200",
    ],
    [
      "too many mappings",
      { Mappings: many(201, { a: { b: "c" } }), Resources: { A: queue } },
      "Template format error: Number of mappings, 201, is greater than maximum allowed, 200",
    ],
    [
      "too many parameters",
      { Parameters: many(201, { Type: "String", Default: "d" }), Resources: { A: queue } },
      "Template format error: Number of parameters, 201, is greater than maximum allowed, 200",
    ],
    [
      "a dash in a mapping",
      { Mappings: { M: { "eu-west-1": { "x86-64": "a" } } }, Resources: { A: queue } },
      "Template format error: Mappings attribute name 'x86-64' must contain only alphanumeric characters.",
    ],
    [
      "a mapping of one level",
      { Mappings: { M: { a: "b" } }, Resources: { A: queue } },
      "Template format error: Every Mappings attribute must be a map. [/Mappings/M/a]",
    ],
    [
      "a parameter without a type",
      { Parameters: { P: {} }, Resources: { A: queue } },
      "Template format error: Every Parameters object must contain a Type member.",
    ],
    [
      "a list as a default",
      { Parameters: { P: { Type: "String", Default: ["a"] } }, Resources: { A: queue } },
      "Template format error: Every Default member must be a string.",
    ],
    [
      "a secret default that is too long",
      { Parameters: { P: { Type: "String", NoEcho: true, Default: "a".repeat(4097) } }, Resources: { A: queue } },
      "Template format error: Parameter 'P' default value '[****]' length is greater than 4096.",
    ],
    [
      "a parameter of a wrong name",
      { Parameters: { a_b: { Type: "String" } }, Resources: { A: queue } },
      "Template format error: Parameter name a_b is non alphanumeric.",
    ],
    [
      "no value",
      outputs({ Description: "d" }),
      "Template format error: [/Outputs/O] Every Outputs member must contain a Value object",
    ],
    [
      "a function for an output",
      outputs({ "Fn::Sub": "x" }),
      "Template format error: Invalid outputs property : [Fn::Sub]",
    ],
    [
      "an output that is a list",
      outputs({ Value: { "Fn::Split": [",", "a,b"] } }),
      "Template format error: The Value field of every Outputs member must evaluate to a String and not a List",
    ],
    [
      "an output that is an object",
      outputs({ Value: { a: "b" } }),
      "Template format error: The Value field of every Outputs member must evaluate to a String.",
    ],
    ["an export without a name", outputs({ Value: "v", Export: {} }), malformedExport("O")],
    ["an export with a space in its name", outputs({ Value: "v", Export: { Name: "a b" } }), malformedExport("O")],
    [
      "a policy that is none",
      { Resources: { A: { ...queue, DeletionPolicy: "Keep" } } },
      "Template format error: Unrecognized DeletionPolicy Keep for resource A",
    ],
    [
      "a policy for deletion at replacement",
      { Resources: { A: { ...queue, UpdateReplacePolicy: "RetainExceptOnCreate" } } },
      "Template format error: Unrecognized UpdateReplacePolicy RetainExceptOnCreate for resource A",
    ],
    [
      "a function as a policy",
      { Resources: { A: { ...queue, DeletionPolicy: { Ref: "AWS::Region" } } } },
      "Template format error: Every DeletionPolicy member must be a string.",
    ],
    [
      "a snapshot of what has none",
      { Resources: { A: { ...queue, DeletionPolicy: "Snapshot" } } },
      "Template error: resource type AWS::SQS::Queue does not support deletion policy Snapshot",
    ],
    ["an import by a resource", imports({ Ref: "A" }), badImport],
    ["an import by an attribute", imports({ "Fn::Sub": "${A.Arn}" }), badImport],
    ["an import by an import", imports({ "Fn::ImportValue": "a" }), badImport],
    [
      "an unknown condition",
      { Resources: { A: { ...queue, Properties: { QueueName: { "Fn::If": ["C", "a", "b"] } } } } },
      "Template format error: Unresolved condition dependency C in the Resources block of the template",
    ],
    [
      "a condition that waits for itself",
      { Conditions: { C: { "Fn::Not": [{ Condition: "C" }] } }, Resources: { A: queue } },
      "Circular dependency between conditions: [C]",
    ],
    [
      "one operand",
      { Conditions: { C: { "Fn::And": [{ "Fn::Equals": ["a", "a"] }] } }, Resources: { A: queue } },
      "Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.",
    ],
    [
      "a function with too little",
      { Resources: { A: { ...queue, Properties: { QueueName: { "Fn::GetAtt": "A" } } } } },
      "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    ],
    [
      "an unknown transform",
      { Transform: "Nobodys", Resources: { A: queue } },
      "No transform named 000000000000::Nobodys found.",
    ],
  ])("is refused: %s", async ([, template, message]) => {
    const TemplateBody = typeof template === "string" ? template : JSON.stringify(template);
    const asked = cloud.cloudformation.send(
      new CreateStackCommand({ StackName: "wrong", TemplateBody, Capabilities: ["CAPABILITY_AUTO_EXPAND"] }),
    );

    await expect(asked).rejects.toMatchObject({ name: "ValidationError", message });
  });
});

describe("A resource with wrong properties", () => {
  it.for([
    [{ Colour: "red" }, "[#: extraneous key [Colour] is not permitted]"],
    [{}, "[#: required key [AssumeRolePolicyDocument] not found]"],
  ] as const)("fails by its name: %j", async ([Properties, problem]) => {
    const Type = "Colour" in Properties ? "AWS::SQS::Queue" : "AWS::IAM::Role";
    const stack = await createStack(cloud.cloudformation, `properties-${Type.split("::").at(-1)}`, {
      Resources: { Wrong: { Type, Properties } },
    });

    const events = await stackEvents(cloud.cloudformation, stack.StackId ?? "");
    expect(events.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED")?.ResourceStatusReason).toBe(
      `Properties validation failed for resource Wrong with message:\n${problem}`,
    );
  });
});
