import { readArn, resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const deleteTopic: SnsOperation<"DeleteTopic"> = {
  access: (input) => ({ action: "sns:DeleteTopic", resource: resourceOf(input.TopicArn) }),

  run({ store }, { TopicArn = "" }) {
    readArn(TopicArn, "TopicArn");
    const topic = store.findTopic(TopicArn);

    if (topic !== undefined) store.deleteTopic(topic);
  },
};
