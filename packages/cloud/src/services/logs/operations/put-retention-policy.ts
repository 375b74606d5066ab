import { invalidParameter } from "../errors.ts";
import { groupResource } from "../model.ts";
import { retentionJob } from "../retention-job.ts";
import type { LogsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy: LogsOperation<"PutRetentionPolicy"> = {
  access: (input, scope) => ({ action: "logs:PutRetentionPolicy", resource: groupResource(scope, input.logGroupName) }),

  run({ store, jobs, ids }, input) {
    const group = store.group(input.logGroupName);
    if (!retentionDays.has(input.retentionInDays)) throw invalidParameter("Retention period is not valid");

    store.putGroup({ ...group, retentionDays: input.retentionInDays });
    jobs.add(retentionJob, { group: group.name, sweep: store.settings.newSweep(group.name, ids.uuid()) });
  },
};
