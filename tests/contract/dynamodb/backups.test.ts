import {
  CreateBackupCommand,
  CreateTableCommand,
  DeleteBackupCommand,
  DeleteItemCommand,
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  DescribeBackupCommand,
  DescribeTableCommand,
  GetItemCommand,
  GetResourcePolicyCommand,
  ListBackupsCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
  QueryCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

const minute = 60_000;
let cloud: TestCloud;
let offsetMs = 0;
let tables = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
});

afterAll(() => cloud.stop());

function advance(ms: number): void {
  offsetMs += ms;
  cloud.cloud.advanceClock(ms);
}

async function newTable() {
  const TableName = `table-${++tables}`;
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "g", AttributeType: "S" },
      ],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-g",
          KeySchema: [{ AttributeName: "g", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
    }),
  );
  const put = (pk: string, n: string) =>
    cloud.dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, n: { N: n }, g: { S: "g" } } }));
  return { TableName, put };
}

async function contentsOf(TableName: string) {
  const { Items = [] } = await cloud.dynamodb.send(new ScanCommand({ TableName }));
  return Object.fromEntries(Items.map((item) => [item["pk"]?.S, item["n"]?.N]));
}

describe("CreateBackup", () => {
  it("keeps a table as it was, and RestoreTableFromBackup makes a new one of it", async () => {
    const { TableName, put } = await newTable();
    await put("a", "1");
    await put("b", "2");
    const { BackupDetails } = await cloud.dynamodb.send(new CreateBackupCommand({ TableName, BackupName: "first" }));
    await put("a", "9");
    await cloud.dynamodb.send(new DeleteTableCommand({ TableName }));

    const { BackupDescription } = await cloud.dynamodb.send(
      new DescribeBackupCommand({ BackupArn: BackupDetails?.BackupArn }),
    );
    await cloud.dynamodb.send(
      new RestoreTableFromBackupCommand({ BackupArn: BackupDetails?.BackupArn, TargetTableName: `${TableName}-again` }),
    );
    const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName: `${TableName}-again` }));
    const indexed = await cloud.dynamodb.send(
      new QueryCommand({
        TableName: `${TableName}-again`,
        IndexName: "by-g",
        KeyConditionExpression: "g = :g",
        ExpressionAttributeValues: { ":g": { S: "g" } },
      }),
    );

    expect(BackupDescription?.SourceTableDetails).toMatchObject({ TableName, ItemCount: 2 });
    expect(BackupDetails).toMatchObject({ BackupName: "first", BackupStatus: "AVAILABLE", BackupType: "USER" });
    expect(await contentsOf(`${TableName}-again`)).toEqual({ a: "1", b: "2" });
    expect(Table).toMatchObject({
      ItemCount: 2,
      RestoreSummary: { SourceBackupArn: BackupDetails?.BackupArn, RestoreInProgress: false },
    });
    expect(Table?.StreamSpecification).toBeUndefined();
    expect(indexed.Count).toBe(2);
  });

  it("refuses tables that are not there", async () => {
    const backup = cloud.dynamodb.send(new CreateBackupCommand({ TableName: "nope", BackupName: "first" }));

    await expect(backup).rejects.toMatchObject({ name: "TableNotFoundException", message: "Table not found: nope" });
  });
});

describe("ListBackups", () => {
  it("names the backups of a table page by page, until DeleteBackup", async () => {
    const { TableName } = await newTable();
    for (const BackupName of ["one", "two", "three"]) {
      advance(1000);
      await cloud.dynamodb.send(new CreateBackupCommand({ TableName, BackupName }));
    }
    const list = (more: object = {}) => cloud.dynamodb.send(new ListBackupsCommand({ TableName, ...more }));

    const first = await list({ Limit: 2 });
    const second = await list({ Limit: 2, ExclusiveStartBackupArn: first.LastEvaluatedBackupArn });
    const BackupArn = first.BackupSummaries?.[0]?.BackupArn;
    const { BackupDescription } = await cloud.dynamodb.send(new DeleteBackupCommand({ BackupArn }));

    const names = [first, second, await list()].map(({ BackupSummaries }) =>
      BackupSummaries?.map(({ BackupName }) => BackupName),
    );
    expect(names).toEqual([["one", "two"], ["three"], ["two", "three"]]);
    expect(second.LastEvaluatedBackupArn).toBeUndefined();
    expect(BackupDescription?.BackupDetails?.BackupStatus).toBe("DELETED");
    await expect(cloud.dynamodb.send(new DeleteBackupCommand({ BackupArn }))).rejects.toMatchObject({
      name: "BackupNotFoundException",
    });
  });
});

describe("RestoreTableToPointInTime", () => {
  const recover = (TableName: string) =>
    cloud.dynamodb.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );

  it("makes a table of what another held at any moment since recovery was switched on", async () => {
    const { TableName, put } = await newTable();
    await put("kept", "0");
    await recover(TableName);
    await put("a", "1");
    advance(minute);
    const before = new Date(Date.now() + offsetMs);
    advance(minute);
    await put("a", "2");
    await put("b", "1");
    await cloud.dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: "kept" } } }));
    advance(minute);
    const restore = (TargetTableName: string, when: object) =>
      cloud.dynamodb.send(
        new RestoreTableToPointInTimeCommand({ SourceTableName: TableName, TargetTableName, ...when }),
      );

    await restore(`${TableName}-before`, { RestoreDateTime: before });
    await restore(`${TableName}-latest`, { UseLatestRestorableTime: true });

    expect(await contentsOf(`${TableName}-before`)).toEqual({ kept: "0", a: "1" });
    expect(await contentsOf(`${TableName}-latest`)).toEqual({ a: "2", b: "1" });
    const early = { RestoreDateTime: new Date(before.getTime() - 60 * minute) };
    await expect(restore("other", early)).rejects.toMatchObject({ name: "InvalidRestoreTimeException" });
    await expect(restore(TableName, { RestoreDateTime: before })).rejects.toMatchObject({
      name: "TableAlreadyExistsException",
    });
  });

  it("needs recovery to be on", async () => {
    const { TableName } = await newTable();

    const restore = cloud.dynamodb.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: TableName,
        TargetTableName: "other",
        UseLatestRestorableTime: true,
      }),
    );

    await expect(restore).rejects.toMatchObject({ name: "PointInTimeRecoveryUnavailableException" });
  });

  it("leaves a backup of the system's own when its table is deleted", async () => {
    const { TableName, put } = await newTable();
    await recover(TableName);
    await put("a", "1");
    await cloud.dynamodb.send(new DeleteTableCommand({ TableName }));

    const { BackupSummaries } = await cloud.dynamodb.send(new ListBackupsCommand({ TableName, BackupType: "SYSTEM" }));

    expect(BackupSummaries).toMatchObject([
      { BackupName: `${TableName}$DeletedTableBackup`, BackupType: "SYSTEM", BackupSizeBytes: 8 },
    ]);
  });
});

describe("PutResourcePolicy", () => {
  const deny = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Principal: "*", Action: "dynamodb:GetItem", Resource: "*" }],
  });

  it("has a say over its table until DeleteResourcePolicy", async () => {
    const { TableName, put } = await newTable();
    await put("a", "1");
    const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName }));
    const ResourceArn = Table?.TableArn;
    const get = () => cloud.dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: "a" } } }));

    const { RevisionId } = await cloud.dynamodb.send(new PutResourcePolicyCommand({ ResourceArn, Policy: deny }));
    await expect(get()).rejects.toMatchObject({ name: "AccessDeniedException" });
    const { Policy } = await cloud.dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }));
    const other = new DeleteResourcePolicyCommand({ ResourceArn, ExpectedRevisionId: "other" });
    await expect(cloud.dynamodb.send(other)).rejects.toMatchObject({ name: "PolicyNotFoundException" });
    await cloud.dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn, ExpectedRevisionId: RevisionId }));

    expect(Policy).toBe(deny);
    expect((await get()).Item?.["n"]).toEqual({ N: "1" });
    await expect(cloud.dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }))).rejects.toMatchObject({
      name: "PolicyNotFoundException",
    });
  });

  it("refuses what is no policy, and resources that are not there", async () => {
    const { TableName } = await newTable();
    const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName }));
    const put = (ResourceArn: string | undefined, Policy: string) =>
      cloud.dynamodb.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));

    await expect(put(Table?.TableArn, "{")).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put(`${Table?.TableArn}x`, deny)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
