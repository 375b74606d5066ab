import { PublishCommand } from "@aws-sdk/client-sns";
import type { Run } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";

/**
 * Publishes the run to the topic of files. The attribute `status` is a list, so that a subscription for `rejected` also hears of a file
 * that was completed with rejects.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export async function tellTopic({ clients, config }: Tools, run: Run): Promise<void> {
  if (config.topic === undefined) return;
  const statuses =
    (run.counts?.rejected ?? 0) > 0 && run.status === "completed" ? [run.status, "rejected"] : [run.status];
  const { bucket, key, size, runId, pipeline, status, counts, reason, drift, rejects, startedAt, finishedAt } = run;
  const message = {
    pipeline,
    runId,
    status,
    file: { bucket, key, size },
    counts,
    reason,
    drift,
    rejects,
    startedAt,
    finishedAt,
  };
  const sns = await clients.sns();
  await sns.send(
    new PublishCommand({
      TopicArn: config.topic,
      Message: JSON.stringify(message),
      MessageAttributes: { status: { DataType: "String.Array", StringValue: JSON.stringify(statuses) } },
    }),
  );
}
