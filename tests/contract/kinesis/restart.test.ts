import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  MergeShardsCommand,
  PutRecordCommand,
} from "@aws-sdk/client-kinesis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-kinesis-"));
const StreamName = "kept";
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud({ folder });
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

const put = async (text: string) => {
  const input = { StreamName, PartitionKey: "k", Data: Buffer.from(text) };
  return BigInt((await cloud.kinesis.send(new PutRecordCommand(input))).SequenceNumber ?? 0);
};

const textsOf = async (ShardIterator: string | undefined) => {
  const { Records = [] } = await cloud.kinesis.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
};

describe("a stream", () => {
  it("goes on after a restart, with larger numbers, and iterators still lead to where they did", async () => {
    await cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 2 }));
    const where = {
      StreamName,
      ShardId: "shardId-000000000002",
      ShardIteratorType: "TRIM_HORIZON" as const,
    };
    await cloud.kinesis.send(
      new MergeShardsCommand({
        StreamName,
        ShardToMerge: "shardId-000000000000",
        AdjacentShardToMerge: "shardId-000000000001",
      }),
    );
    const { ShardIterator } = await cloud.kinesis.send(new GetShardIteratorCommand(where));
    const before = await put("before");

    await cloud.stop();
    cloud = await startTestCloud({ folder });
    const after = await put("after");

    expect(after).toBeGreaterThan(before);
    expect(await textsOf(ShardIterator)).toEqual(["before", "after"]);
  });
});
