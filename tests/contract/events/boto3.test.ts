import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByBoto3, hasBoto3 } from "../../support/boto3.ts";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const program = `
import datetime

events, sqs, scheduler, pipes = [boto3.client(name) for name in ("events", "sqs", "scheduler", "pipes")]
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

said["errors"] = [
    error(lambda: events.describe_rule(Name="no")),
    error(lambda: events.put_rule(Name="no", EventPattern="[]")),
    error(lambda: scheduler.get_schedule(Name="no")),
    error(lambda: pipes.describe_pipe(Name="no")),
]
`;

describe.skipIf(!hasBoto3)("boto3", () => {
  it("finds rules, events and errors as on AWS", async () => {
    expect(await askByBoto3(cloud.cloud.endpoint, program)).toEqual({
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
