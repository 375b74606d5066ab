import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestKernel, testKernel } from "../../../kernel/test-kernel.ts";
import { sns } from "../../sns/service.ts";
import { sqs } from "../../sqs/service.ts";
import { s3 } from "../service.ts";

const Bucket = "telling";
const QueueArn = "arn:aws:sqs:eu-west-1:000000000000:q";
const TopicArn = "arn:aws:sns:eu-west-1:000000000000:t";

let test: TestKernel;
beforeEach(async () => {
  test = testKernel([s3, sns, sqs]);
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await test.call("s3", "CreateBucket", { Bucket, CreateBucketConfiguration });
});
afterEach(() => test.stop());

const configure = () =>
  test.call("s3", "PutBucketNotificationConfiguration", {
    Bucket,
    NotificationConfiguration: {
      QueueConfigurations: [{ QueueArn, Events: ["s3:ObjectCreated:*"] }],
      TopicConfigurations: [{ TopicArn, Events: ["s3:ObjectRemoved:*"] }],
    },
  });
const refusal = (queueReason: string, topicReason: string) => ({
  code: "InvalidArgument",
  message: "Unable to validate the following destination configurations",
  fields: {
    ArgumentName1: QueueArn,
    ArgumentValue1: queueReason,
    ArgumentName2: TopicArn,
    ArgumentValue2: topicReason,
  },
});

describe("Destinations of notifications", () => {
  it("that are not there are told from those that may not be written to", async () => {
    await expect(configure()).rejects.toMatchObject(
      refusal("The destination queue does not exist", "The destination topic does not exist"),
    );
    await test.call("sqs", "CreateQueue", { QueueName: "q" });
    await test.call("sns", "CreateTopic", { Name: "t" });

    await expect(configure()).rejects.toMatchObject(
      refusal(
        "Permissions on the destination queue do not allow S3 to publish notifications from this bucket",
        "Permissions on the destination topic do not allow S3 to publish notifications from this bucket",
      ),
    );
  });
});
