import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { hasProgram, run } from "../../support/program.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const program = `
import boto3, datetime, json
from botocore.exceptions import ClientError

events, sqs, scheduler, pipes = [boto3.client(name) for name in ("events", "sqs", "scheduler", "pipes")]
said = {}
url = sqs.create_queue(QueueName="python")["QueueUrl"]
queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
policy = {"Statement": {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": queue}}
sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
events.put_rule(Name="python", EventPattern=json.dumps({"source": ["shop"]}))
said["targets"] = events.put_targets(Rule="python", Targets=[{"Id": "q", "Arn": queue}])["FailedEntryCount"]
time = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
events.put_events(Entries=[{"Source": "shop", "DetailType": "t", "Detail": '{"a": 1}', "Time": time, "Resources": ["r"]}])
event = json.loads(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"][0]["Body"])
said["event"] = [event["time"], event["resources"], event["detail"]]
said["group"] = scheduler.get_schedule_group(Name="default")["State"]

def error(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]

said["errors"] = [
    error(lambda: events.describe_rule(Name="no")),
    error(lambda: events.put_rule(Name="no", EventPattern="[]")),
    error(lambda: scheduler.get_schedule(Name="no")),
    error(lambda: pipes.describe_pipe(Name="no")),
]
print(json.dumps(said))
`;

describe.skipIf(!hasProgram("python3", "-c", "import boto3"))("boto3", () => {
  it("finds rules, events and errors as on AWS", async () => {
    const ended = await run("python3", ["-c", program], {
      env: {
        AWS_ENDPOINT_URL: cloud.cloud.endpoint,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_DEFAULT_REGION: "eu-west-1",
      },
    });

    expect(JSON.parse(ended.out)).toEqual({
      targets: 0,
      event: ["2026-01-02T03:04:05Z", ["r"], { a: 1 }],
      group: "ACTIVE",
      errors: [
        ["ResourceNotFoundException", 400],
        ["InvalidEventPatternException", 400],
        ["ResourceNotFoundException", 404],
        ["NotFoundException", 404],
      ],
    });
  });
});
