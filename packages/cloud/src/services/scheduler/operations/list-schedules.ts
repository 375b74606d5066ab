import { pageOf } from "../../../kernel/paging.ts";
import { scheduleSummary } from "../schedules/output.ts";
import type { SchedulerOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
export const listSchedules: SchedulerOperation<"ListSchedules"> = {
  access: () => ({ action: "scheduler:ListSchedules", resource: "*" }),

  run({ store }, { GroupName, NamePrefix = "", State, NextToken, MaxResults = pageMax }) {
    if (GroupName !== undefined) store.group(GroupName);
    const all = [...store.schedules(GroupName)].filter(
      ({ name, state }) => name.startsWith(NamePrefix) && (State === undefined || state === State),
    );
    const idOf = ({ groupName, name }: (typeof all)[number]) => `${groupName}\0${name}`;
    const { items, next } = pageOf(all, { token: NextToken, max: MaxResults, idOf });
    return {
      Schedules: items.map((schedule) => scheduleSummary(store.scope, schedule)),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};
