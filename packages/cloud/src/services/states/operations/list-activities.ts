import { accessTo } from "../access.ts";
import { listPage } from "../list-page.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */
export const listActivities: StatesOperation<"ListActivities"> = {
  access: () => accessTo("ListActivities", "*"),

  run({ store: { store } }, input) {
    const { items, next } = listPage(store.activities(), input, ({ name }) => name);
    const activities = items.map(({ arn, name, createdAt }) => ({
      activityArn: arn,
      name,
      creationDate: new Date(createdAt),
    }));
    return { activities, ...(next === undefined ? {} : { nextToken: next }) };
  },
};
