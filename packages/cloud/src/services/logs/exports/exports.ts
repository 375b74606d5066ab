import { AwsError } from "@millrace/wire";
import { invalidParameter, notFound } from "../errors.ts";
import { groupResource } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";
import type { ExportTask } from "../stored/settings.ts";
import { exporter, exportJob } from "./export-job.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateExportTask.html */
export const createExportTask: LogsOperation<"CreateExportTask"> = {
  access: (input, scope) => ({ action: "logs:CreateExportTask", resource: groupResource(scope, input.logGroupName) }),

  async run(call, input) {
    const { store, ids, clock, jobs } = call;
    store.group(input.logGroupName);
    if (input.from >= input.to) throw invalidParameter("The specified time range is not valid.");
    const isBusy = [...store.settings.exports.list()].some(
      ({ status }) => status === "PENDING" || status === "RUNNING",
    );
    if (isBusy) throw new AwsError("LimitExceededException", "Resource limit exceeded.");
    try {
      const principal = exporter(call, input.logGroupName);
      await call.aws.call("s3", "GetBucketAcl", { Bucket: input.destination }, { principal });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter(
        error.code === "NoSuchBucket"
          ? "The given bucket does not exist. Please make sure the bucket is valid."
          : "GetBucketAcl call on the given bucket failed. Please check if CloudWatch Logs has been granted permission to perform this operation.",
      );
    }
    const id = ids.uuid();

    store.settings.exports.put(id, { id, input, status: "PENDING", createdAt: clock.now() });
    jobs.add(exportJob, { id });
    return { taskId: id };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeExportTasks.html */
export const describeExportTasks: LogsOperation<"DescribeExportTasks"> = {
  access: () => ({ action: "logs:DescribeExportTasks", resource: "*" }),

  run({ store }, { taskId, statusCode }) {
    const found = [...store.settings.exports.list()].filter(
      ({ id, status }) =>
        (taskId === undefined || id === taskId) && (statusCode === undefined || status === statusCode),
    );
    return { exportTasks: found.sort((a, b) => b.createdAt - a.createdAt).map(outputOf) };
  },
};

const outputOf = ({ id, input, status, message, createdAt, completedAt }: ExportTask) => ({
  taskId: id,
  ...input,
  status: { code: status, ...(message === undefined ? {} : { message }) },
  executionInfo: { creationTime: createdAt, ...(completedAt === undefined ? {} : { completionTime: completedAt }) },
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CancelExportTask.html */
export const cancelExportTask: LogsOperation<"CancelExportTask"> = {
  access: () => ({ action: "logs:CancelExportTask", resource: "*" }),

  run({ store }, { taskId }) {
    const task = store.settings.exports.get(taskId);
    if (task === undefined) throw notFound("The specified export task does not exist.");
    if (task.status !== "PENDING" && task.status !== "RUNNING") {
      throw new AwsError("InvalidOperationException", "The specified export task has already finished");
    }

    store.settings.exports.put(taskId, { ...task, status: "CANCELLED" });
  },
};
