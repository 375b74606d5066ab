import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { invalidArgument } from "../errors.ts";
import { bucketArn } from "../model.ts";
import { readConfiguration } from "../notifications/configuration.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const putBucketNotificationConfiguration: S3Operation<"PutBucketNotificationConfiguration"> = {
  access: (input) => ({ action: "s3:PutBucketNotification", resource: bucketArn(input.Bucket) }),

  async run(call, input) {
    call.store.bucket(input.Bucket);
    const shape = input.NotificationConfiguration;
    refuseOtherDestinations(shape);
    const notifications = readConfiguration(shape, call.ids);
    if (input.SkipDestinationValidation !== true) {
      const targets = new Set(notifications.lambda.map((rule) => rule.targetArn));
      await Promise.all([...targets].map((target) => checkTarget(call, input.Bucket, target)));
    }

    call.store.putBucket({ ...call.store.bucket(input.Bucket), notifications });
  },
};

type Configuration = Shapes["PutBucketNotificationConfiguration"]["input"]["NotificationConfiguration"];

/** Destinations of services that this cloud does not run cannot be validated, which is what S3 says of them too. */
function refuseOtherDestinations(shape: Configuration): void {
  const [queue] = shape?.QueueConfigurations ?? [];
  const [topic] = shape?.TopicConfigurations ?? [];
  const other = queue?.QueueArn ?? topic?.TopicArn;
  if (other !== undefined) throw unreachable(other);
  if (shape?.EventBridgeConfiguration !== undefined) throw unreachable("arn:aws:events");
}

/** The bucket must be allowed to invoke the function. Asked as S3 itself, by an invocation that does nothing. */
async function checkTarget({ aws, account }: Call<S3Store>, bucket: string, targetArn: string): Promise<void> {
  const target = parseArn(targetArn);
  if (target?.service !== "lambda") throw invalidArgument("The ARN could not be parsed", "CloudFunction", targetArn);
  try {
    await aws.call(
      "lambda",
      "Invoke",
      { FunctionName: targetArn, InvocationType: "DryRun" },
      {
        principal: servicePrincipal("s3.amazonaws.com", account, bucketArn(bucket)),
        region: target.region,
        account: target.account,
      },
    );
  } catch (error) {
    throw error instanceof AwsError ? unreachable(targetArn) : error;
  }
}

const unreachable = (arn: string): AwsError =>
  invalidArgument(
    "Unable to validate the following destination configurations",
    arn,
    "Not authorized to invoke function",
  );
