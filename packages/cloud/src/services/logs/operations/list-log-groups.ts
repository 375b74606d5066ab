import { pageOf } from "../../../kernel/paging.ts";
import { groupArn } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html */
export const listLogGroups: LogsOperation<"ListLogGroups"> = {
  access: (_, scope) => ({ action: "logs:ListLogGroups", resource: groupArn(scope, "*") }),

  run({ store, account, region }, { logGroupNamePattern = "", logGroupClass, nextToken, limit = itemsDefault }) {
    const pattern = new RegExp(
      logGroupNamePattern
        .split("|")
        .map((part) => part.replace(/[.*+?${}()[\]\\]/g, "\\$&"))
        .join("|"),
    );
    const wanted = [...store.groups("")].filter(
      (group) => pattern.test(group.name) && (logGroupClass === undefined || group.logGroupClass === logGroupClass),
    );
    const { items, next } = pageOf(wanted, { token: nextToken, max: limit, idOf: ({ name }) => name });

    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        logGroupArn: groupArn({ account, region }, group.name),
        logGroupClass: group.logGroupClass as "STANDARD",
      })),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
};
