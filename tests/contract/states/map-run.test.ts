import { gzipSync } from "node:zlib";
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  UpdateMapRunCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, ended, historyOf, only, outputOf, run, start } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket: "items", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterAll(() => cloud.stop());

const put = (Key: string, Body: string | Uint8Array) =>
  cloud.s3.send(new PutObjectCommand({ Bucket: "items", Key, Body }));
const processor = (state: object, ExecutionType = "STANDARD") => ({
  ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType },
  StartAt: "Item",
  States: { Item: { End: true, ...state } },
});
const distributed = (more: object, item: object = { Type: "Pass" }) =>
  only({ Type: "Map", ItemProcessor: processor(item), ...more });
const reader = (Key: string, ReaderConfig: object) => ({
  ItemReader: { Resource: "arn:aws:states:::s3:getObject", Parameters: { Bucket: "items", Key }, ReaderConfig },
});

describe("a distributed Map", () => {
  it("runs a child execution for each item, and can be looked at", async () => {
    const arn = await start(cloud, distributed({ Label: "each" }), [1, 2, 3]);
    const { output } = await ended(cloud, arn);
    const { mapRuns } = await cloud.states.send(new ListMapRunsCommand({ executionArn: arn }));
    const mapRunArn = mapRuns?.[0]?.mapRunArn;
    const described = await cloud.states.send(new DescribeMapRunCommand({ mapRunArn }));
    const { executions } = await cloud.states.send(new ListExecutionsCommand({ mapRunArn }));
    const child = await cloud.states.send(
      new DescribeExecutionCommand({ executionArn: executions?.[0]?.executionArn }),
    );

    expect(output).toBe("[1,2,3]");
    expect(mapRunArn).toMatch(/^arn:aws:states:eu-west-1:000000000000:mapRun:machine-\d+\/each:[-0-9a-f]{36}$/);
    expect(described).toMatchObject({
      status: "SUCCEEDED",
      itemCounts: { total: 3, succeeded: 3 },
      executionCounts: { total: 3, succeeded: 3 },
    });
    expect(executions).toHaveLength(3);
    expect(child).toMatchObject({ status: "SUCCEEDED", mapRunArn });
    expect((await historyOf(cloud, arn)).slice(2)).toEqual([
      [3, 2, "MapStateStarted", { length: 3 }],
      [4, 3, "MapRunStarted", { mapRunArn }],
      [5, 4, "MapRunSucceeded"],
      [6, 5, "MapStateSucceeded"],
      [7, 5, "MapStateExited", { name: "Only", output: "[1,2,3]" }],
      [8, 7, "ExecutionSucceeded", { output: "[1,2,3]" }],
    ]);
  });

  it.each([
    [
      "CSV with its headers in the first row",
      "a.csv",
      'id,name\n1,"x, ""y"""\n2,z\n',
      { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
      [
        { id: "1", name: 'x, "y"' },
        { id: "2", name: "z" },
      ],
    ],
    [
      "CSV with headers of its own",
      "b.csv",
      "1;2;3\n",
      { InputType: "CSV", CSVHeaderLocation: "GIVEN", CSVHeaders: ["a", "b"], CSVDelimiter: "SEMICOLON" },
      [{ a: "1", b: "2" }],
    ],
    ["JSON", "a.json", "[1,[2]]", { InputType: "JSON" }, [1, [2]]],
    ["JSON lines", "a.jsonl", '{"a":1}\n{"a":2}\n', { InputType: "JSONL", MaxItems: 1 }, [{ a: 1 }]],
  ])("reads %s", async (_, key, body, config, expected) => {
    await put(key, body);

    expect(await outputOf(cloud, distributed(reader(key, config)))).toEqual(expected);
  });

  it("reads the names of objects", async () => {
    await put("list/1", "a");
    await put("list/2", "b");
    const ItemReader = {
      Resource: "arn:aws:states:::s3:listObjectsV2",
      Parameters: { Bucket: "items", Prefix: "list/" },
    };

    expect(
      await outputOf(cloud, distributed({ ItemReader, ItemSelector: { "k.$": "$$.Map.Item.Value.Key" } })),
    ).toEqual([{ k: "list/1" }, { k: "list/2" }]);
  });

  it("reads what is in the objects of a list", async () => {
    await put("parts/1", '{"a":1}\n{"a":2}\n');
    await put("parts/2", '{"a":3}\n');
    const ItemReader = {
      Resource: "arn:aws:states:::s3:listObjectsV2",
      Parameters: { Bucket: "items", Prefix: "parts/" },
      ReaderConfig: { InputType: "JSONL", Transformation: "LOAD_AND_FLATTEN" },
    };

    expect(await outputOf(cloud, distributed({ ItemReader }))).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it("reads an inventory of S3 by its manifest", async () => {
    await put("inventory/data.csv.gz", gzipSync('"b","one","1"\n"b","two","2"\n'));
    await put("inventory/more.csv", '"b","three","3"\n');
    const manifest = {
      destinationBucket: "arn:aws:s3:::items",
      fileFormat: "CSV",
      fileSchema: "Bucket, Key, Size",
      files: [{ key: "inventory/data.csv.gz" }, { key: "inventory/more.csv" }],
    };
    await put("inventory/manifest.json", JSON.stringify(manifest));
    await put("inventory/orc.json", JSON.stringify({ ...manifest, fileFormat: "ORC" }));

    expect(await outputOf(cloud, distributed(reader("inventory/manifest.json", { InputType: "MANIFEST" })))).toEqual([
      { Bucket: "b", Key: "one", Size: "1" },
      { Bucket: "b", Key: "two", Size: "2" },
      { Bucket: "b", Key: "three", Size: "3" },
    ]);
    expect(await run(cloud, distributed(reader("inventory/orc.json", { InputType: "MANIFEST" })))).toMatchObject({
      error: "States.ItemReaderFailed",
    });
  });

  it("reads what Athena has unloaded by its manifest", async () => {
    await put("unloaded/1", '{"a":1}\n');
    await put("unloaded/2", '{"a":2}\n');
    await put("unloaded/manifest.csv", "s3://items/unloaded/1\ns3://items/unloaded/2\n");
    const config = { InputType: "MANIFEST", ManifestType: "ATHENA_DATA" };

    expect(await outputOf(cloud, distributed(reader("unloaded/manifest.csv", config)))).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("gives items in batches", async () =>
    expect(
      await outputOf(cloud, distributed({ ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { b: 1 } } }), [1, 2, 3]),
    ).toEqual([
      { BatchInput: { b: 1 }, Items: [1, 2] },
      { BatchInput: { b: 1 }, Items: [3] },
    ]));

  it("fails beyond the failures that it tolerates, and not before", async () => {
    const item = {
      Type: "Choice",
      Choices: [{ Variable: "$", NumericLessThan: 2, Next: "Bad" }],
      Default: "Good",
      End: undefined,
    };
    const states = { Item: item, Bad: { Type: "Fail", Error: "E" }, Good: { Type: "Succeed" } };
    const definition = (count: number) =>
      only({
        Type: "Map",
        MaxConcurrency: 1,
        ToleratedFailureCount: count,
        ItemProcessor: { ...processor({}), States: states },
      });

    expect(await outputOf(cloud, definition(1), [1, 2, 3])).toEqual([2, 3]);
    expect(await run(cloud, definition(0), [1, 2, 3])).toMatchObject({
      error: "States.ExceedToleratedFailureThreshold",
      cause: "The specified tolerated failure threshold was exceeded",
    });
  });

  it("writes results where they are to be read", async () => {
    const ResultWriter = { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "items", Prefix: "out" } };
    const output = (await outputOf(cloud, distributed({ ResultWriter }), [1, 2])) as {
      ResultWriterDetails: { Key: string };
    };
    const read = async (Key: string) =>
      JSON.parse(
        (await (await cloud.s3.send(new GetObjectCommand({ Bucket: "items", Key }))).Body?.transformToString()) ?? "",
      );
    const manifest = (await read(output.ResultWriterDetails.Key)) as { ResultFiles: { SUCCEEDED: { Key: string }[] } };
    const results = (await read(manifest.ResultFiles.SUCCEEDED[0]?.Key ?? "")) as { Output: string; Status: string }[];

    expect(results.map(({ Output, Status }) => [Output, Status])).toEqual([
      ["1", "SUCCEEDED"],
      ["2", "SUCCEEDED"],
    ]);
  });

  it.each([
    ["COMPACT", "JSON", '[[1,2],"x"]'],
    ["FLATTEN", "JSONL", '1\n2\n"x"\n'],
  ])("writes outputs alone as %s in %s, and failures whole", async (Transformation, OutputType, expected) => {
    const ResultWriter = {
      Resource: "arn:aws:states:::s3:putObject",
      Parameters: { Bucket: "items", Prefix: Transformation },
      WriterConfig: { Transformation, OutputType },
    };
    const choice = { Type: "Choice", Choices: [{ Variable: "$", IsNull: true, Next: "Bad" }], Default: "Good" };
    const states = { Item: choice, Bad: { Type: "Fail", Error: "E" }, Good: { Type: "Succeed" } };
    const ItemProcessor = { ...processor({}), States: states };
    const map = only({ Type: "Map", ToleratedFailureCount: 1, ItemProcessor, ResultWriter });
    const { ResultWriterDetails } = (await outputOf(cloud, map, [[1, 2], null, "x"])) as {
      ResultWriterDetails: { Key: string };
    };
    const read = async (Key = "") =>
      (await (await cloud.s3.send(new GetObjectCommand({ Bucket: "items", Key }))).Body?.transformToString()) ?? "";
    const { ResultFiles } = JSON.parse(await read(ResultWriterDetails.Key)) as {
      ResultFiles: Record<"SUCCEEDED" | "FAILED", { Key: string }[]>;
    };

    expect(await read(ResultFiles.SUCCEEDED[0]?.Key)).toBe(expected);
    expect(JSON.parse((await read(ResultFiles.FAILED[0]?.Key)).replace(/^\[|\]$/g, ""))).toMatchObject({
      Error: "E",
      Status: "FAILED",
    });
  });

  it("lets its concurrency be changed while it runs", async () => {
    const arn = await start(cloud, distributed({ MaxConcurrency: 1 }, { Type: "Wait", Seconds: 60 }), [1, 2, 3]);
    const mapRunArn = await eventually(
      async () => (await cloud.states.send(new ListMapRunsCommand({ executionArn: arn }))).mapRuns?.[0]?.mapRunArn,
    );
    const running = async () => (await cloud.states.send(new DescribeMapRunCommand({ mapRunArn }))).itemCounts?.running;
    await eventually(async () => ((await running()) === 1 ? true : undefined));
    await cloud.states.send(new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 3 }));

    expect(await running()).toBe(3);
    cloud.cloud.advanceClock(60_000);
    expect((await ended(cloud, arn)).status).toBe("SUCCEEDED");
    await expect(cloud.states.send(new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 1 }))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  it("fails where its role may not start executions of the machine", async () => {
    const deny = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "states:*", Resource: "*" }] };
    const policy = { RoleName: "machine", PolicyName: "no-children" };
    await cloud.iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify(deny) }));

    const failed = await run(cloud, distributed({}), [1]);
    await cloud.iam.send(new DeleteRolePolicyCommand(policy));

    expect(failed).toMatchObject({ status: "FAILED", error: "StepFunctions.AWSStepFunctionsException" });
    expect(failed.cause).toMatch(
      /^User: arn:aws:sts::000000000000:assumed-role\/machine\/\S+ is not authorized to perform: states:StartExecution on resource: arn:aws:states:eu-west-1:000000000000:stateMachine:machine-\d+ with an explicit deny/,
    );
  });
});
