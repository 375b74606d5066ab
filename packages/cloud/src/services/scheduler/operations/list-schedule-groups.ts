import { pageOf } from "../../../kernel/paging.ts";
import { groupOutput } from "../schedules/output.ts";
import type { SchedulerOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html */
export const listScheduleGroups: SchedulerOperation<"ListScheduleGroups"> = {
  access: () => ({ action: "scheduler:ListScheduleGroups", resource: "*" }),

  run({ store }, { NamePrefix = "", NextToken, MaxResults = pageMax }) {
    const groups = store.groups().filter(({ name }) => name.startsWith(NamePrefix));
    const { items, next } = pageOf(groups, { token: NextToken, max: MaxResults, idOf: ({ name }) => name });
    return {
      ScheduleGroups: items.map((group) => groupOutput(store.scope, group)),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};
