import { noSuchResource } from "../errors.ts";
import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagResource: SnsOperation<"UntagResource"> = {
  access: (input) => ({ action: "sns:UntagResource", resource: resourceOf(input.ResourceArn) }),

  run({ store }, { ResourceArn = "", TagKeys = [] }) {
    const topic = store.findTopic(ResourceArn);
    if (topic === undefined) throw noSuchResource();
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));

    store.putTopic({ ...topic, tags });
    return {};
  },
};
