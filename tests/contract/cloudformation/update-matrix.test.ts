import { readFileSync } from "node:fs";
import {
  type ChangeSetType,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  type ResourceChange,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { openTemplate } from "@millrace/cloud";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import schemas from "../../../packages/cloud/src/services/cloudformation/resources/schemas.json" with { type: "json" };
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, stackEvents, updateStack } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const marksOf = (type: string): Readonly<Record<string, string>> =>
  (schemas as Readonly<Record<string, { readonly properties: Readonly<Record<string, string>> }>>)[type]?.properties ??
  {};

/** What changes when a property does, in the words of change sets. */
const recreations = { c: "Always", m: "Conditionally", "": "Never" } as const;
const recreationOf = (marks: string): string => recreations[marks.replace("r", "") as keyof typeof recreations];

/** One set of changes of everything, and what it says of each property. */
async function changesOf(StackName: string, template: object): Promise<readonly ResourceChange[]> {
  await cloud.s3.send(new CreateBucketCommand({ Bucket: StackName }));
  const Key = "template.json";
  await cloud.s3.send(new PutObjectCommand({ Bucket: StackName, Key, Body: JSON.stringify(template) }));
  const { Id: ChangeSetName } = await cloud.cloudformation.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: "all",
      ChangeSetType: "UPDATE" satisfies ChangeSetType,
      TemplateURL: `https://${StackName}.s3.amazonaws.com/${Key}`,
      Capabilities: ["CAPABILITY_NAMED_IAM"],
    }),
  );
  const changes: ResourceChange[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloud.cloudformation.send(new DescribeChangeSetCommand({ ChangeSetName, NextToken }));
    changes.push(...(page.Changes ?? []).flatMap(({ ResourceChange: change }) => change ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return changes;
}

describe("A change set of every property of every type", () => {
  it("says what AWS's specification says of each", async () => {
    const text = readFileSync(new URL("every-type.yaml", import.meta.url), "utf8");
    const { body, resources } = openTemplate(text);
    await createStack(cloud.cloudformation, "matrix", text);
    const changed = Object.fromEntries(
      Object.values(resources).map(({ logicalId, type, properties, dependsOn }) => [
        logicalId,
        {
          Type: type,
          DependsOn: dependsOn,
          Properties: {
            ...properties,
            ...Object.fromEntries(Object.keys(marksOf(type)).map((name) => [name, "changed"])),
          },
        },
      ]),
    );

    const changes = await changesOf("matrix", { ...body, Outputs: {}, Resources: changed });

    const said = changes.flatMap(({ ResourceType = "", Details = [] }) =>
      Details.filter(({ Target }) => Target?.Attribute === "Properties").map(
        ({ Target }) => `${ResourceType} ${Target?.Name}: ${Target?.RequiresRecreation}`,
      ),
    );
    const wanted = changes.flatMap(({ ResourceType = "" }) =>
      // Tags are told apart, without a name.
      Object.entries(marksOf(ResourceType))
        .filter(([name]) => name !== "Tags")
        .map(([name, marks]) => `${ResourceType} ${name}: ${recreationOf(marks)}`),
    );
    expect(changes.length).toBeGreaterThan(70);
    expect(wanted.filter((one) => !said.includes(one))).toEqual([]);
    expect(said.filter((one) => !wanted.includes(one) && !one.startsWith("Custom::"))).toEqual([]);
  });
});

describe("A resource", () => {
  const network = {
    Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/24" } },
    Group: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "g", VpcId: { Ref: "Vpc" } } },
    One: { Type: "AWS::EC2::InternetGateway" },
    Two: { Type: "AWS::EC2::InternetGateway" },
  };
  const with_ = (gateway: string, Description: string): { readonly Resources: Record<string, object> } => ({
    Resources: {
      ...network,
      Attached: {
        Type: "AWS::EC2::VPCGatewayAttachment",
        Properties: { VpcId: { Ref: "Vpc" }, InternetGatewayId: { Ref: gateway } },
      },
      Inward: {
        Type: "AWS::EC2::SecurityGroupIngress",
        Properties: {
          GroupId: { Ref: "Group" },
          IpProtocol: "tcp",
          FromPort: 1,
          ToPort: 1,
          CidrIp: "10.0.0.0/8",
          Description,
        },
      },
    },
  });

  it("of which only a part may change keeps what it is", async () => {
    await createStack(cloud.cloudformation, "parts", with_("One", "first"));

    const stack = await updateStack(cloud.cloudformation, "parts", with_("Two", "second"));

    const events = (await stackEvents(cloud.cloudformation, "parts")).map(
      ({ LogicalResourceId: id, ResourceStatusReason: reason }) => `${id} ${reason}`,
    );
    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(events.filter((event) => /new physical/.test(event))).toEqual([]);
  });
});
