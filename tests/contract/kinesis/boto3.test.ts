import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByBoto3, hasBoto3 } from "../../support/boto3.ts";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const program = `
client = boto3.client("kinesis")
client.create_stream(StreamName="python", ShardCount=2)
client.get_waiter("stream_exists").wait(StreamName="python")
put = client.put_record(StreamName="python", PartitionKey="k", ExplicitHashKey="0", Data=b"\\x00one")
client.put_records(StreamName="python", Records=[{"PartitionKey": "k", "ExplicitHashKey": "0", "Data": b"two"}])
first = client.list_shards(StreamName="python", MaxResults=1)
shards = [shard["ShardId"] for page in (first, client.list_shards(NextToken=first["NextToken"])) for shard in page["Shards"]]
said["shards"] = shards
at = client.get_shard_iterator(StreamName="python", ShardId=shards[0], ShardIteratorType="AT_SEQUENCE_NUMBER", StartingSequenceNumber=put["SequenceNumber"])
page = client.get_records(ShardIterator=at["ShardIterator"])
said["records"] = [record["Data"].hex() for record in page["Records"]]
said["behind"] = page["MillisBehindLatest"]
arn = client.describe_stream_summary(StreamName="python")["StreamDescriptionSummary"]["StreamARN"]
consumer = client.register_stream_consumer(StreamARN=arn, ConsumerName="c")["Consumer"]["ConsumerARN"]
events = client.subscribe_to_shard(ConsumerARN=consumer, ShardId=shards[0], StartingPosition={"Type": "TRIM_HORIZON"})["EventStream"]
for event in events:
    said["pushed"] = len(event["SubscribeToShardEvent"]["Records"])
    break
events.close()
try:
    client.describe_stream(StreamName="none")
except client.exceptions.ResourceNotFoundException as error:
    said["error"] = error.response["Error"]["Message"]
`;

describe.skipIf(!hasBoto3)("boto3", () => {
  it("finds streams, records and errors as on AWS, and is sent what a shard holds", async () => {
    expect(await askByBoto3(cloud.cloud.endpoint, program)).toEqual({
      shards: ["shardId-000000000000", "shardId-000000000001"],
      records: [Buffer.from("\0one").toString("hex"), Buffer.from("two").toString("hex")],
      behind: 0,
      pushed: 2,
      error: "Stream none under account 000000000000 not found.",
    });
  });
});
