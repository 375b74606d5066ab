import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByBoto3, hasBoto3 } from "../../support/boto3.ts";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const program = `
sqs = boto3.resource("sqs")
client = boto3.client("sqs")
queue = sqs.create_queue(QueueName="python")
queue.send_message(MessageBody="hi", MessageAttributes={"a": {"DataType": "String", "StringValue": "b"}})
message = queue.receive_messages(MessageAttributeNames=["All"], WaitTimeSeconds=1)[0]
said["message"] = [message.body, message.message_attributes["a"]["StringValue"]]
message.delete()
said["left"] = len(queue.receive_messages())
said["arn"] = queue.attributes["QueueArn"]

said["errors"] = [
    error(lambda: client.get_queue_url(QueueName="none")),
    error(lambda: client.send_message(QueueUrl=queue.url, MessageBody="")),
    error(lambda: client.delete_message(QueueUrl=queue.url, ReceiptHandle="x")),
    error(lambda: client.create_queue(QueueName="python", Attributes={"DelaySeconds": "3"})),
]
try:
    client.get_queue_url(QueueName="none")
except client.exceptions.QueueDoesNotExist:
    said["class"] = True
`;

describe.skipIf(!hasBoto3)("boto3", () => {
  it("finds messages, attributes and errors as on AWS", async () => {
    expect(await askByBoto3(cloud.cloud.endpoint, program)).toEqual({
      message: ["hi", "b"],
      left: 0,
      arn: "arn:aws:sqs:eu-west-1:000000000000:python",
      errors: [
        ["AWS.SimpleQueueService.NonExistentQueue", 400],
        ["MissingParameter", 400],
        ["ReceiptHandleIsInvalid", 404],
        ["QueueAlreadyExists", 400],
      ],
      class: true,
    });
  });
});
