import { DescribeTypeCommand, ListTypesCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

describe("DescribeType", () => {
  it("tells the specification of a type of AWS, by name and by ARN", async () => {
    const byName = await cloud.cloudformation.send(
      new DescribeTypeCommand({ Type: "RESOURCE", TypeName: "AWS::Logs::LogGroup" }),
    );
    const byArn = await cloud.cloudformation.send(new DescribeTypeCommand({ Arn: byName.Arn }));

    expect(byArn).toMatchObject({ TypeName: "AWS::Logs::LogGroup", ProvisioningType: "FULLY_MUTABLE" });
    expect(byName.Arn).toBe("arn:aws:cloudformation:eu-west-1::type/resource/AWS-Logs-LogGroup");
    expect(JSON.parse(byName.Schema ?? "")).toMatchObject({
      typeName: "AWS::Logs::LogGroup",
      createOnlyProperties: expect.arrayContaining(["/properties/LogGroupName"]),
      primaryIdentifier: ["/properties/LogGroupName"],
      readOnlyProperties: ["/properties/Arn"],
      properties: expect.objectContaining({ RetentionInDays: {}, Arn: {} }),
    });
  });

  it("does not know what is not registered", async () => {
    const asked = cloud.cloudformation.send(new DescribeTypeCommand({ Type: "HOOK", TypeName: "My::Own::Hook" }));

    await expect(asked).rejects.toMatchObject({
      name: "TypeNotFoundException",
      message: "The type 'My::Own::Hook' cannot be found.",
    });
  });
});

describe("ListTypes", () => {
  it("lists the public types below a prefix, page by page", async () => {
    const input = { Visibility: "PUBLIC", Filters: { TypeNamePrefix: "AWS::SQS::" }, MaxResults: 1 } as const;
    const first = await cloud.cloudformation.send(new ListTypesCommand(input));
    const second = await cloud.cloudformation.send(new ListTypesCommand({ ...input, NextToken: first.NextToken }));

    const names = [...(first.TypeSummaries ?? []), ...(second.TypeSummaries ?? [])].map(({ TypeName }) => TypeName);
    expect(names).toEqual(["AWS::SQS::Queue", "AWS::SQS::QueuePolicy"]);
  });

  it("has no private ones", async () =>
    expect(await cloud.cloudformation.send(new ListTypesCommand({}))).toMatchObject({ TypeSummaries: [] }));
});
