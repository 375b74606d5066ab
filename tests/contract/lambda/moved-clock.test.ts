import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole, invoke } from "./function.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  const Statement = [{ Effect: "Allow", Action: "s3:*", Resource: "*" }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await cloud.iam.send(new PutRolePolicyCommand({ RoleName: "function", PolicyName: "s3", PolicyDocument }));
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "inbox" }));
});
afterAll(() => cloud.stop());

const code = `
  const { S3Client, PutObjectCommand, HeadObjectCommand, GetObjectCommand } = require("@aws-sdk/client-s3");
  const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");
  const s3 = new S3Client({});
  const object = { Bucket: "inbox", Key: "a" };
  exports.handler = async (_event, context) => {
    await s3.send(new PutObjectCommand({ ...object, Body: "a" }));
    const { LastModified } = await s3.send(new HeadObjectCommand(object));
    const read = await fetch(await getSignedUrl(s3, new GetObjectCommand(object), { expiresIn: 60 }));
    return {
      now: Date.now(),
      made: new Date().getTime(),
      told: Date.parse(Date()),
      epoch: new Date(0).getTime(),
      isDate: new Date() instanceof Date,
      modified: LastModified.getTime(),
      read: read.status,
      left: context.getRemainingTimeInMillis(),
    };
  };`;
const dayMs = 24 * 3600 * 1000;
const secondsOff = (time: unknown, from: number): number => Math.abs(Number(time) - from) / 1000;

describe("a function in a cloud whose clock was moved", () => {
  it("sees the cloud's time, warm and cold, and asks AWS with it", async () => {
    await createFunction(cloud, { name: "time", files: { "index.js": code }, timeoutSeconds: 20 });

    for (const days of [0, 3]) {
      cloud.cloud.advanceClock(days * dayMs);
      const clock = (await (await fetch(`${cloud.cloud.endpoint}/_millrace/clock`)).json()) as { now: string };
      const now = Date.parse(clock.now);
      const { payload, error } = await invoke(cloud, "time");

      expect(error).toBeUndefined();
      const told = payload as Readonly<Record<string, number | boolean>>;
      for (const name of ["now", "made", "told", "modified"]) expect(secondsOff(told[name], now)).toBeLessThan(15);
      expect(told).toMatchObject({ epoch: 0, isDate: true, read: 200 });
      expect(told["left"]).toBeGreaterThan(5_000);
      expect(told["left"]).toBeLessThanOrEqual(20_000);
    }
  });
});
