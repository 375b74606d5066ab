import { DescribeTableCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { obstacle } from "../terraform.ts";
import { Configuration } from "./configuration.ts";

describe.skipIf(obstacle !== undefined)("A configuration with a bucket, a function in Python and a table", () => {
  let cloud: TestCloud;
  let configuration: Configuration;
  beforeAll(async () => {
    cloud = await startTestCloud();
    configuration = await Configuration.open(cloud.cloud.endpoint, "files-to-rows");
  });
  afterAll(async () => {
    configuration.remove();
    await cloud.stop();
  });

  const rowOf = (key: string, id: string) =>
    eventually(async () => {
      const { Item } = await cloud.dynamodb.send(new GetItemCommand({ TableName: "rows", Key: { [key]: { S: id } } }));
      return Item;
    });

  it("is applied, and loads files", async () => {
    const applied = await configuration.apply();
    const file = { Bucket: "incoming-files", Key: "a b.csv", Body: "id,name\n1,anne\n2,ben\n" };
    await cloud.s3.send(new PutObjectCommand(file));

    expect(applied).toMatchObject({ code: 0, err: "" });
    expect(await rowOf("id", "2")).toEqual({ id: { S: "2" }, name: { S: "ben" }, file: { S: "a b.csv" } });
  });

  it("has nothing to change then", async () => {
    expect(await configuration.planned()).toBe(0);
  });

  it("changes a function in place", async () => {
    const applied = await configuration.apply("-var=memory_mb=256");
    const made = await cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "loader" }));

    expect(applied.out).toContain("0 added, 1 changed, 0 destroyed");
    expect(made.MemorySize).toBe(256);
  });

  it("replaces a table whose key is another", async () => {
    const applied = await configuration.apply("-var=memory_mb=256", "-var=hash_key=number");
    const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName: "rows" }));

    expect(applied.out).toMatch(/1 added, \d changed, 1 destroyed/);
    expect(Table?.KeySchema).toEqual([{ AttributeName: "number", KeyType: "HASH" }]);
    expect(await configuration.planned("-var=memory_mb=256", "-var=hash_key=number")).toBe(0);
  });

  it("takes over what was there already", async () => {
    const forgotten = await configuration.run("state", "rm", "aws_dynamodb_table.rows");
    const settings = ["-var=memory_mb=256", "-var=hash_key=number"];
    const imported = await configuration.run("import", "-no-color", ...settings, "aws_dynamodb_table.rows", "rows");

    expect(forgotten.code).toBe(0);
    expect(imported).toMatchObject({ code: 0 });
    expect(await configuration.planned(...settings)).toBe(0);
  });

  it("is destroyed, and leaves nothing", async () => {
    const destroyed = await configuration.run("destroy", "-auto-approve", "-no-color");
    const { Buckets = [] } = await cloud.s3.send(new ListBucketsCommand({}));

    expect(destroyed).toMatchObject({ code: 0, err: "" });
    expect(Buckets).toEqual([]);
    await expect(cloud.dynamodb.send(new DescribeTableCommand({ TableName: "rows" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
