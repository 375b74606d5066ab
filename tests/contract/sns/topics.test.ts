import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetDataProtectionPolicyCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  NotFoundException,
  PutDataProtectionPolicyCommand,
  RemovePermissionCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createTopic } from "./topic.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const attributesOf = async (TopicArn: string) =>
  (await cloud.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

describe("CreateTopic", () => {
  it("answers the same topic for what does not differ, and refuses what does", async () => {
    const arn = await createTopic(cloud, "same", { DisplayName: "One" });

    expect(await createTopic(cloud, "same")).toBe(arn);
    await expect(createTopic(cloud, "same", { DisplayName: "Two" })).rejects.toBeInstanceOf(InvalidParameterException);
    const tagged = cloud.sns.send(new CreateTopicCommand({ Name: "same", Tags: [{ Key: "a", Value: "b" }] }));
    await expect(tagged).rejects.toThrow("Topic already exists with different tags");
  });

  it.each([
    ["", {}],
    ["a b", {}],
    ["x.fifo", {}],
    ["x", { FifoTopic: "true" }],
  ])("refuses the name %j with %j", async (Name, Attributes) =>
    expect(cloud.sns.send(new CreateTopicCommand({ Name, Attributes }))).rejects.toThrow(
      "Invalid parameter: Topic Name",
    ),
  );
});

describe("SetTopicAttributes", () => {
  it("changes what GetTopicAttributes answers", async () => {
    const TopicArn = await createTopic(cloud, "attributes");
    const set = (AttributeName: string, AttributeValue: string) =>
      cloud.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));

    await set("SignatureVersion", "2");
    await set("DeliveryPolicy", '{"http":{"defaultHealthyRetryPolicy":{"numRetries":5}}}');

    const attributes = await attributesOf(TopicArn);
    expect(attributes).toMatchObject({ SignatureVersion: "2", TopicArn, SubscriptionsConfirmed: "0" });
    expect(JSON.parse(attributes["EffectiveDeliveryPolicy"] ?? "").http.defaultHealthyRetryPolicy).toMatchObject({
      numRetries: 5,
      minDelayTarget: 20,
    });
    await expect(set("Nothing", "1")).rejects.toThrow("Invalid parameter: AttributeName");
    await expect(set("SignatureVersion", "3")).rejects.toBeInstanceOf(InvalidParameterException);
  });
});

describe("DeleteTopic", () => {
  it("may be called twice and leaves nothing behind", async () => {
    const TopicArn = await createTopic(cloud, "deleted");
    await cloud.sns.send(new DeleteTopicCommand({ TopicArn }));
    await cloud.sns.send(new DeleteTopicCommand({ TopicArn }));

    await expect(attributesOf(TopicArn)).rejects.toBeInstanceOf(NotFoundException);
    const { Topics = [] } = await cloud.sns.send(new ListTopicsCommand({}));
    expect(Topics.map((topic) => topic.TopicArn)).not.toContain(TopicArn);
  });
});

describe("ListTopics", () => {
  it("answers a hundred at a time", async () => {
    for (let n = 0; n < 120; n++) await createTopic(cloud, `many-${n}`);

    const first = await cloud.sns.send(new ListTopicsCommand({}));
    const second = await cloud.sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));

    expect(first.Topics).toHaveLength(100);
    expect(second.Topics?.length).toBeGreaterThanOrEqual(20);
    expect(second.NextToken).toBeUndefined();
  });
});

describe("The policy of a topic", () => {
  it("gets and loses statements by their labels", async () => {
    const TopicArn = await createTopic(cloud, "permissions");
    const statements = async () =>
      JSON.parse((await attributesOf(TopicArn))["Policy"] ?? "").Statement.map(({ Sid }: { Sid: string }) => Sid);

    await cloud.sns.send(
      new AddPermissionCommand({ TopicArn, Label: "them", AWSAccountId: ["111122223333"], ActionName: ["Publish"] }),
    );
    expect(await statements()).toEqual(["__default_statement_ID", "them"]);
    await cloud.sns.send(new RemovePermissionCommand({ TopicArn, Label: "them" }));

    expect(await statements()).toEqual(["__default_statement_ID"]);
  });
});

describe("Tags and data protection policies of a topic", () => {
  it("are refused with one key twice", async () => {
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];
    const ResourceArn = await createTopic(cloud, "doubly-tagged");

    await expect(cloud.sns.send(new TagResourceCommand({ ResourceArn, Tags }))).rejects.toThrow("Duplicated keys");
    await expect(cloud.sns.send(new CreateTopicCommand({ Name: "never", Tags }))).rejects.toThrow("Duplicated keys");
  });

  it("are kept", async () => {
    const ResourceArn = await createTopic(cloud, "kept");
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    await cloud.sns.send(new TagResourceCommand({ ResourceArn, Tags }));
    await cloud.sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] }));
    await cloud.sns.send(new PutDataProtectionPolicyCommand({ ResourceArn, DataProtectionPolicy: '{"Name":"x"}' }));

    expect((await cloud.sns.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([
      { Key: "b", Value: "2" },
    ]);
    expect(await cloud.sns.send(new GetDataProtectionPolicyCommand({ ResourceArn }))).toMatchObject({
      DataProtectionPolicy: '{"Name":"x"}',
    });
  });
});
