import { onAlarms } from "../access.ts";
import { compositesOf, isChild } from "../alarms/children.ts";
import { noSuchResource, validationError } from "../errors.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
export const deleteAlarms: CloudWatchOperation<"DeleteAlarms"> = {
  access: onAlarms("DeleteAlarms"),

  run({ store }, { AlarmNames }) {
    const alarms = AlarmNames.map((name) => store.findAlarm(name)).filter((alarm) => alarm !== undefined);
    if (alarms.length === 0 && AlarmNames.length === 1) throw noSuchResource(`Alarm ${AlarmNames[0]} does not exist`);
    if (alarms.filter(({ kind }) => kind === "composite").length > 1) {
      throw validationError("You can delete at most one composite alarm in a single operation");
    }
    for (const { name } of alarms) {
      const parent = compositesOf(store).find(
        (composite) => isChild(composite, name) && !AlarmNames.includes(composite.name),
      );
      if (parent !== undefined) {
        throw validationError(`Cannot delete ${name} as there are composite alarms depending on it: ${parent.name}`);
      }
    }

    for (const alarm of alarms) {
      store.deleteAlarm(alarm);
      store.putTags(alarm.arn, {});
    }
  },
};
