import { pageOf } from "../../../kernel/paging.ts";
import { invalidParameter } from "../errors.ts";
import { groupArn, groupResource, type LogGroup, readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups: LogsOperation<"DescribeLogGroups"> = {
  access: (input, scope) => ({
    action: "logs:DescribeLogGroups",
    resource: `arn:aws:logs:${scope.region}:${scope.account}:log-group:${input.logGroupNamePrefix ?? ""}`,
  }),

  run({ store, account, region }, input) {
    if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
      throw invalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
    const named = input.logGroupIdentifiers?.map((name) => readGroupName(undefined, name));
    const wanted = [...store.groups(input.logGroupNamePrefix ?? "")].filter(
      (group) => isWanted(group, input) && (named === undefined || named.includes(group.name)),
    );
    const { items, next } = pageOf(wanted, {
      token: input.nextToken,
      max: input.limit ?? itemsDefault,
      idOf: (group) => group.name,
    });

    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        creationTime: group.createdAt,
        metricFilterCount: [...store.metricFilters.list({ under: group.name })].length,
        arn: groupResource({ account, region }, group.name),
        logGroupArn: groupArn({ account, region }, group.name),
        storedBytes: group.storedBytes,
        logGroupClass: group.logGroupClass as "STANDARD",
        deletionProtectionEnabled: group.isProtected ?? false,
        ...(group.kmsKeyId === undefined ? {} : { kmsKeyId: group.kmsKeyId }),
        ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
      })),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
};

function isWanted(
  group: LogGroup,
  wanted: { readonly logGroupNamePattern?: string | undefined; readonly logGroupClass?: string | undefined },
): boolean {
  const { logGroupNamePattern: pattern = "", logGroupClass } = wanted;
  const isClass = logGroupClass === undefined || logGroupClass === group.logGroupClass;
  return isClass && group.name.toLowerCase().includes(pattern.toLowerCase());
}
