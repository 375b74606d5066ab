import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { checkAttribute, withAttribute } from "../topics/attributes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes: SnsOperation<"SetTopicAttributes"> = {
  access: (input) => ({ action: "sns:SetTopicAttributes", resource: resourceOf(input.TopicArn) }),

  run({ store }, { TopicArn, AttributeName: name = "", AttributeValue = "" }) {
    const topic = store.topic(TopicArn);
    const value = checkAttribute(name, AttributeValue, topic.isFifo);

    store.putTopic({ ...topic, attributes: withAttribute(topic.attributes, name, value) });
  },
};
