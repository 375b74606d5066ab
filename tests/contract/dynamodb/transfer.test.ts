import { gunzipSync, gzipSync } from "node:zlib";
import {
  CreateTableCommand,
  DescribeExportCommand,
  DescribeImportCommand,
  DescribeTableCommand,
  ExportTableToPointInTimeCommand,
  ImportTableCommand,
  type ImportTableCommandInput,
  ListExportsCommand,
  ListImportsCommand,
  PutItemCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

const Bucket = "transfers";
let cloud: TestCloud;
let offsetMs = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(new CreateBucketCommand({ Bucket }));
});

afterAll(() => cloud.stop());

const keys = {
  BillingMode: "PAY_PER_REQUEST" as const,
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" as const }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" as const }],
};

async function textOf(Key: string, isCompressed = false): Promise<string> {
  const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  return (isCompressed ? gunzipSync(bytes) : bytes).toString("utf8");
}

const putObject = (Key: string, Body: string | Buffer) => cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function contentsOf(TableName: string) {
  const { Items = [] } = await cloud.dynamodb.send(new ScanCommand({ TableName }));
  return Items.sort((one, two) => ((one["pk"]?.S ?? "") < (two["pk"]?.S ?? "") ? -1 : 1));
}

async function imported(input: Omit<ImportTableCommandInput, "S3BucketSource"> & { readonly prefix: string }) {
  const { prefix, ...rest } = input;
  const S3BucketSource = { S3Bucket: Bucket, S3KeyPrefix: prefix };
  const begun = await cloud.dynamodb.send(new ImportTableCommand({ ...rest, S3BucketSource }));
  expect(begun.ImportTableDescription?.ImportStatus).toBe("IN_PROGRESS");
  const { ImportArn } = begun.ImportTableDescription ?? {};
  return await eventually(async () => {
    const { ImportTableDescription } = await cloud.dynamodb.send(new DescribeImportCommand({ ImportArn }));
    return ImportTableDescription?.ImportStatus === "IN_PROGRESS" ? undefined : ImportTableDescription;
  });
}

describe("ExportTableToPointInTime", () => {
  it("writes what a table held at a moment, and the manifests that say where it is", async () => {
    const TableName = "exported";
    const created = await cloud.dynamodb.send(new CreateTableCommand({ TableName, ...keys }));
    await cloud.dynamodb.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    const put = (n: string) =>
      cloud.dynamodb.send(
        new PutItemCommand({ TableName, Item: { pk: { S: "a" }, n: { N: n }, b: { B: Buffer.from("x") } } }),
      );
    await put("1");
    offsetMs += 60_000;
    cloud.cloud.advanceClock(60_000);
    const ExportTime = new Date(Date.now() + offsetMs - 30_000);
    await put("2");

    const TableArn = created.TableDescription?.TableArn;
    const begun = await cloud.dynamodb.send(
      new ExportTableToPointInTimeCommand({ TableArn, S3Bucket: Bucket, S3Prefix: "out", ExportTime }),
    );
    const ExportArn = begun.ExportDescription?.ExportArn;
    const done = await eventually(async () => {
      const { ExportDescription } = await cloud.dynamodb.send(new DescribeExportCommand({ ExportArn }));
      return ExportDescription?.ExportStatus === "IN_PROGRESS" ? undefined : ExportDescription;
    });

    expect(done).toMatchObject({ ExportStatus: "COMPLETED", ItemCount: 1, ExportFormat: "DYNAMODB_JSON" });
    const summary = JSON.parse(await textOf(done.ExportManifest ?? ""));
    const [file] = (await textOf(summary.manifestFilesS3Key))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(JSON.parse(await textOf(file.dataFileS3Key, true))).toEqual({
      Item: { pk: { S: "a" }, n: { N: "1" }, b: { B: "eA==" } },
    });
    const { ExportSummaries } = await cloud.dynamodb.send(new ListExportsCommand({ TableArn }));
    expect(ExportSummaries).toEqual([{ ExportArn, ExportStatus: "COMPLETED", ExportType: "FULL_EXPORT" }]);
  });

  it("needs recovery to be on, and fails in the open when its bucket is not there", async () => {
    const TableName = "not-exported";
    const { TableDescription } = await cloud.dynamodb.send(new CreateTableCommand({ TableName, ...keys }));
    const ask = () =>
      cloud.dynamodb.send(
        new ExportTableToPointInTimeCommand({ TableArn: TableDescription?.TableArn, S3Bucket: "nowhere" }),
      );

    await expect(ask()).rejects.toMatchObject({ name: "PointInTimeRecoveryUnavailableException" });
    await cloud.dynamodb.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    const begun = await ask();
    const failed = await eventually(async () => {
      const { ExportArn } = begun.ExportDescription ?? {};
      const { ExportDescription } = await cloud.dynamodb.send(new DescribeExportCommand({ ExportArn }));
      return ExportDescription?.ExportStatus === "IN_PROGRESS" ? undefined : ExportDescription;
    });

    expect(failed).toMatchObject({ ExportStatus: "FAILED", FailureCode: "S3NoSuchBucket" });
  });
});

describe("ImportTable", () => {
  it("reads what an export wrote, and counts what cannot be an item", async () => {
    const lines = ['{"Item":{"pk":{"S":"a"},"n":{"N":"1"}}}', '{"Item":{"n":{"N":"2"}}}', "nonsense"].join("\n");
    await putObject("json/one.json.gz", gzipSync(lines));
    await putObject("json/two.json.gz", gzipSync('{"Item":{"pk":{"S":"b"}}}\n'));

    const done = await imported({
      prefix: "json/",
      InputFormat: "DYNAMODB_JSON",
      InputCompressionType: "GZIP",
      TableCreationParameters: { TableName: "from-json", ...keys },
    });
    const { ImportSummaryList } = await cloud.dynamodb.send(new ListImportsCommand({ TableArn: done.TableArn }));

    expect(done).toMatchObject({
      ImportStatus: "COMPLETED",
      ProcessedItemCount: 4,
      ImportedItemCount: 2,
      ErrorCount: 2,
    });
    expect(await contentsOf("from-json")).toEqual([{ pk: { S: "a" }, n: { N: "1" } }, { pk: { S: "b" } }]);
    expect(ImportSummaryList).toMatchObject([{ ImportArn: done.ImportArn, ImportStatus: "COMPLETED" }]);
  });

  it("reads CSV with quotes, with a header of its own or a given one", async () => {
    await putObject("csv/one.csv", 'pk,name,n\na,"Lovelace, ""Ada""\nCountess",1\nb,,2\n');
    await putObject("bare/one.csv", "c;1");

    await imported({
      prefix: "csv/",
      InputFormat: "CSV",
      TableCreationParameters: { TableName: "from-csv", ...keys },
    });
    await imported({
      prefix: "bare/",
      InputFormat: "CSV",
      InputFormatOptions: { Csv: { Delimiter: ";", HeaderList: ["pk", "n"] } },
      TableCreationParameters: { TableName: "from-bare-csv", ...keys },
    });

    expect(await contentsOf("from-csv")).toEqual([
      { pk: { S: "a" }, name: { S: 'Lovelace, "Ada"\nCountess' }, n: { S: "1" } },
      { pk: { S: "b" }, n: { S: "2" } },
    ]);
    expect(await contentsOf("from-bare-csv")).toEqual([{ pk: { S: "c" }, n: { S: "1" } }]);
  });

  it("refuses a table that is there", async () => {
    await cloud.dynamodb.send(new CreateTableCommand({ TableName: "there", ...keys }));

    const again = cloud.dynamodb.send(
      new ImportTableCommand({
        S3BucketSource: { S3Bucket: Bucket },
        InputFormat: "CSV",
        TableCreationParameters: { TableName: "there", ...keys },
      }),
    );

    await expect(again).rejects.toMatchObject({ name: "ResourceInUseException" });
    await expect(cloud.dynamodb.send(new DescribeTableCommand({ TableName: "there" }))).resolves.toBeDefined();
  });
});
