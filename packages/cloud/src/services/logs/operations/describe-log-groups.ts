import { pageOf } from "../../../kernel/paging.ts";
import { groupArn, groupResource, type LogGroup } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups: LogsOperation<"DescribeLogGroups"> = {
  access: (input, scope) => ({
    action: "logs:DescribeLogGroups",
    resource: `arn:aws:logs:${scope.region}:${scope.account}:log-group:${input.logGroupNamePrefix ?? ""}`,
  }),

  run({ store, account, region }, input) {
    const wanted = [...store.groups(input.logGroupNamePrefix ?? "")].filter((group) => isWanted(group, input));
    const { items, next } = pageOf(wanted, {
      token: input.nextToken,
      max: input.limit ?? itemsDefault,
      idOf: (group) => group.name,
    });

    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        creationTime: group.createdAt,
        metricFilterCount: 0,
        arn: groupResource({ account, region }, group.name),
        logGroupArn: groupArn({ account, region }, group.name),
        storedBytes: group.storedBytes,
        logGroupClass: group.logGroupClass as "STANDARD",
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
