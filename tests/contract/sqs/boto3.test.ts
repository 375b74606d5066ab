import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { hasProgram, run } from "../../support/program.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const program = `
import boto3, json
from botocore.exceptions import ClientError

sqs = boto3.resource("sqs")
client = boto3.client("sqs")
said = {}
queue = sqs.create_queue(QueueName="python")
queue.send_message(MessageBody="hi", MessageAttributes={"a": {"DataType": "String", "StringValue": "b"}})
message = queue.receive_messages(MessageAttributeNames=["All"], WaitTimeSeconds=1)[0]
said["message"] = [message.body, message.message_attributes["a"]["StringValue"]]
message.delete()
said["left"] = len(queue.receive_messages())
said["arn"] = queue.attributes["QueueArn"]

def error(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]

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
print(json.dumps(said))
`;

describe.skipIf(!hasProgram("python3", "-c", "import boto3"))("boto3", () => {
  it("finds messages, attributes and errors as on AWS", async () => {
    const ended = await run("python3", ["-c", program], {
      env: {
        AWS_ENDPOINT_URL: cloud.cloud.endpoint,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_DEFAULT_REGION: "eu-west-1",
      },
    });

    expect(ended.err).toBe("");
    expect(JSON.parse(ended.out)).toEqual({
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
