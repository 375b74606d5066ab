import { noSuchResource, tooManyTags } from "../errors.ts";
import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { readTags } from "../topics/tags.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html */
const tagsMax = 50;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagResource: SnsOperation<"TagResource"> = {
  access: ({ ResourceArn, Tags = [] }) => ({
    action: "sns:TagResource",
    resource: resourceOf(ResourceArn),
    context: { "aws:TagKeys": Tags.map(({ Key = "" }) => Key) },
  }),

  run({ store }, { ResourceArn = "", Tags = [] }) {
    const topic = store.findTopic(ResourceArn);
    if (topic === undefined) throw noSuchResource();
    const tags = { ...topic.tags, ...readTags(Tags) };
    if (Object.keys(tags).length > tagsMax) throw tooManyTags();

    store.putTopic({ ...topic, tags });
    return {};
  },
};
