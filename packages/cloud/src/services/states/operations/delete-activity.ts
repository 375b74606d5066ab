import { accessTo } from "../access.ts";
import { readArn } from "../arns.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html */
export const deleteActivity: StatesOperation<"DeleteActivity"> = {
  access: (input) => accessTo("DeleteActivity", input.activityArn),

  run({ store: { store } }, input) {
    const { parts } = readArn(input.activityArn ?? "", "activity");
    store.deleteActivity(parts[0] ?? "");
  },
};
