import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ListStateMachinesCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { obstacle } from "../terraform.ts";
import { Configuration } from "./configuration.ts";

describe.skipIf(obstacle !== undefined)("A configuration with a state machine for each file", () => {
  let cloud: TestCloud;
  let configuration: Configuration;
  beforeAll(async () => {
    cloud = await startTestCloud();
    configuration = await Configuration.open(cloud.cloud.endpoint, "files-through-flow");
  });
  afterAll(async () => {
    configuration.remove();
    await cloud.stop();
  });

  const upload = async (Key: string) => {
    const { out } = await configuration.run("output", "-raw", "bucket");
    await cloud.s3.send(new PutObjectCommand({ Bucket: out, Key, Body: "x" }));
    return eventually(async () => {
      const { Item } = await cloud.dynamodb.send(new GetItemCommand({ TableName: "Files", Key: { key: { S: Key } } }));
      return Item?.["note"]?.S;
    });
  };

  it("is applied, and notes each file", async () => {
    expect(await configuration.apply()).toMatchObject({ code: 0, err: "" });
    expect(await upload("one.csv")).toBe("first");
    expect(await configuration.planned()).toBe(0);
  });

  it("changes the machine in place", async () => {
    const applied = await configuration.apply("-var=note=second");

    expect(applied.out).toContain("0 added, 1 changed, 0 destroyed");
    expect(await upload("two.csv")).toBe("second");
    expect(await configuration.planned("-var=note=second")).toBe(0);
  });

  it("is destroyed, and leaves nothing", async () => {
    const destroyed = await configuration.run("destroy", "-auto-approve", "-no-color");
    const { Buckets } = await cloud.s3.send(new ListBucketsCommand({}));
    const { stateMachines } = await cloud.states.send(new ListStateMachinesCommand({}));

    expect(destroyed).toMatchObject({ code: 0, err: "" });
    expect(Buckets ?? []).toEqual([]);
    expect(stateMachines).toEqual([]);
  });
});
