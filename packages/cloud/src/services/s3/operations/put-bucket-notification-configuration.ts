import { bucketArn } from "../model.ts";
import { checkTargets } from "../notifications/check-targets.ts";
import { readConfiguration } from "../notifications/configuration.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const putBucketNotificationConfiguration: S3Operation<"PutBucketNotificationConfiguration"> = {
  access: (input) => ({ action: "s3:PutBucketNotification", resource: bucketArn(input.Bucket) }),

  async run(call, input) {
    const bucket = call.store.bucket(input.Bucket);
    const notifications = readConfiguration(input.NotificationConfiguration ?? {}, call.ids);
    if (input.SkipDestinationValidation !== true) await checkTargets(call, bucket, notifications);

    call.store.putBucket({ ...call.store.bucket(input.Bucket), notifications });
  },
};
