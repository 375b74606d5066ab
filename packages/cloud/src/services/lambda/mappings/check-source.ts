import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { openSource } from "../../../streams/open-source.ts";
import { queueUrl } from "../../../targets/queue-url.ts";
import { invalidParameter } from "../errors.ts";
import type { FunctionVersion } from "../model.ts";
import type { LambdaStore } from "../store.ts";
import type { SourceKind } from "./mapping-model.ts";

/** The function's role must be able to read the source, and a queue must hide messages for as long as a function may run. */
export async function checkSource(
  call: Call<LambdaStore>,
  kind: SourceKind,
  arn: string,
  fn: FunctionVersion,
): Promise<void> {
  const principal = await call.store.workers.principal(fn);
  if (kind === "sqs") {
    const QueueUrl = queueUrl(call.endpoint, arn);
    const { Attributes } = await call.aws
      .call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames: ["VisibilityTimeout"] }, { principal })
      .catch((error: unknown) => {
        throw queueRefusal(error);
      });
    const hiddenSeconds = Number(Attributes?.VisibilityTimeout ?? fn.timeoutSeconds);
    if (hiddenSeconds < fn.timeoutSeconds) {
      throw invalidParameter(
        `Queue visibility timeout: ${hiddenSeconds} seconds is less than Function timeout: ${fn.timeoutSeconds} seconds`,
      );
    }
  }
  if (kind !== "sqs") {
    const options = { aws: call.aws, arn, roleArn: fn.roleArn, caller: async () => ({ principal }) };
    await openSource(options)
      .shards()
      .catch((error: unknown) => {
        throw streamRefusal(error, arn);
      });
  }
}

function queueRefusal(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  if (/AccessDenied/.test(error.code)) {
    return invalidParameter("The provided execution role does not have permissions to call ReceiveMessage on SQS");
  }
  return invalidParameter(
    `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.`,
  );
}

function streamRefusal(error: unknown, arn: string): unknown {
  if (!(error instanceof AwsError)) return error;
  if (/AccessDenied/.test(error.code)) {
    return invalidParameter(
      `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
  }
  return invalidParameter(`Stream not found: ${arn}`);
}
