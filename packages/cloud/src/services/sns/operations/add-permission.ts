import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { withPermission } from "../topics/permissions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const addPermission: SnsOperation<"AddPermission"> = {
  access: (input) => ({ action: "sns:AddPermission", resource: resourceOf(input.TopicArn) }),

  run({ store }, { TopicArn, Label: label = "", AWSAccountId: accounts = [], ActionName: actions = [] }) {
    const topic = store.topic(TopicArn);
    const Policy = withPermission(store, topic, { label, accounts, actions });

    store.putTopic({ ...topic, attributes: { ...topic.attributes, Policy } });
  },
};
