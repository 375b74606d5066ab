import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { withoutPermission } from "../topics/permissions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const removePermission: SnsOperation<"RemovePermission"> = {
  access: (input) => ({ action: "sns:RemovePermission", resource: resourceOf(input.TopicArn) }),

  run({ store }, { TopicArn, Label = "" }) {
    const topic = store.topic(TopicArn);
    const Policy = withoutPermission(store, topic, Label);

    store.putTopic({ ...topic, attributes: { ...topic.attributes, Policy } });
  },
};
