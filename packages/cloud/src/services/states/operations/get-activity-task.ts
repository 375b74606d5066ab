import { accessTo } from "../access.ts";
import type { StatesOperation } from "../shapes.ts";

/** How long a worker waits for a task. */
const pollMs = 60_000;

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
export const getActivityTask: StatesOperation<"GetActivityTask"> = {
  access: (input) => accessTo("GetActivityTask", input.activityArn),

  async run({ store: states, signal }, input) {
    const { store, activities, engine } = states;
    const { name } = store.activity(input.activityArn ?? "");
    const task = await activities.take(name, pollMs, signal);
    if (task === undefined) return {};

    await engine.started(task, input.workerName);

    return { taskToken: task.token, input: task.input };
  },
};
