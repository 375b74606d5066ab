import { Agent } from "node:http";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  DeletePublicAccessBlockCommand as UnblockBucketCommand,
} from "@aws-sdk/client-s3";
import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3ControlClient,
} from "@aws-sdk/client-s3-control";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

const AccountId = "000000000000";
let cloud: TestCloud;
let control: S3ControlClient;
beforeAll(async () => {
  cloud = await startTestCloud();
  // The account stands before the host's name, which only some machines resolve by themselves.
  const httpAgent = new Agent({
    lookup: (_name, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]),
  });
  control = new S3ControlClient({
    ...clientConfig(`http://localhost:${cloud.cloud.port}`),
    requestHandler: { httpAgent },
  });
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "open" }));
  await cloud.s3.send(new UnblockBucketCommand({ Bucket: "open" }));
  await cloud.s3.send(new PutObjectCommand({ Bucket: "open", Key: "a", Body: "hello" }));
});
afterAll(async () => {
  control.destroy();
  await cloud.stop();
});

const publicRead = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::open/*" }],
});
const allow = () => cloud.s3.send(new PutBucketPolicyCommand({ Bucket: "open", Policy: publicRead }));
const anybody = async () => (await fetch(`${cloud.cloud.endpoint}/open/a`)).status;

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
describe("what an account blocks", () => {
  it("is nothing until it is said", async () => {
    await expect(control.send(new GetPublicAccessBlockCommand({ AccountId }))).rejects.toMatchObject({
      name: "NoSuchPublicAccessBlockConfiguration",
      $metadata: { httpStatusCode: 404 },
    });
    await allow();
    expect(await anybody()).toBe(200);
  });

  it("is blocked in every bucket, whatever the bucket says", async () => {
    await control.send(
      new PutPublicAccessBlockCommand({
        AccountId,
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
      }),
    );

    const { PublicAccessBlockConfiguration } = await control.send(new GetPublicAccessBlockCommand({ AccountId }));
    expect(PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    expect(await anybody()).toBe(403);
    await expect(allow()).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("is open again once it is deleted", async () => {
    await control.send(new DeletePublicAccessBlockCommand({ AccountId }));

    expect(await anybody()).toBe(200);
    await allow();
  });

  it("is another account's own affair", async () => {
    await expect(control.send(new GetPublicAccessBlockCommand({ AccountId: "111122223333" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });
});
