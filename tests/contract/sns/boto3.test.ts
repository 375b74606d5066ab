import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByBoto3, hasBoto3 } from "../../support/boto3.ts";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const program = `
sns, sqs = boto3.client("sns"), boto3.client("sqs")
topic = sns.create_topic(Name="python", Tags=[{"Key": "a", "Value": "b"}])["TopicArn"]
url = sqs.create_queue(QueueName="python")["QueueUrl"]
queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
policy = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": queue,
          "Condition": {"ArnLike": {"aws:SourceArn": topic}}}}
sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue, Attributes={"FilterPolicy": '{"a": ["b"]}'})
sns.publish(TopicArn=topic, Message="no")
sns.publish(TopicArn=topic, Message="yes", MessageAttributes={"a": {"DataType": "String", "StringValue": "b"}})
messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"]
said["message"] = json.loads(messages[0]["Body"])["Message"]
said["tags"] = sns.list_tags_for_resource(ResourceArn=topic)["Tags"]

said["errors"] = [
    error(lambda: sns.publish(TopicArn=topic + "x", Message="m")),
    error(lambda: sns.publish(TopicArn=topic, Message="")),
    error(lambda: sns.create_topic(Name="a b")),
    error(lambda: sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[{"Id": "a", "Message": "x"}] * 2)),
]
`;

describe.skipIf(!hasBoto3)("boto3", () => {
  it("finds topics, notifications and errors as on AWS", async () => {
    expect(await askByBoto3(cloud.cloud.endpoint, program)).toEqual({
      message: "yes",
      tags: [{ Key: "a", Value: "b" }],
      errors: [
        ["NotFound", 404],
        ["InvalidParameter", 400],
        ["InvalidParameter", 400],
        ["BatchEntryIdsNotDistinct", 400],
      ],
    });
  });
});
