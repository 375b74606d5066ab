import type { Tag } from "@aws-sdk/client-ecr";
import { onTagged } from "./access.ts";
import type { EcrOperation } from "./shapes.ts";
import type { EcrStore, Repository } from "./store.ts";

export const tagsOf = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

const repositoryAt = (store: EcrStore, arn = ""): Repository => store.repository(arn.split(":repository/")[1]);

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export const tagResource: EcrOperation<"TagResource"> = {
  access: onTagged("TagResource"),

  run({ store }, { resourceArn, tags }) {
    const repository = repositoryAt(store, resourceArn);
    store.put({ ...repository, tags: { ...repository.tags, ...tagsOf(tags) } });
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html */
export const untagResource: EcrOperation<"UntagResource"> = {
  access: onTagged("UntagResource"),

  run({ store }, { resourceArn, tagKeys = [] }) {
    const repository = repositoryAt(store, resourceArn);
    const tags = Object.entries(repository.tags).filter(([key]) => !tagKeys.includes(key));
    store.put({ ...repository, tags: Object.fromEntries(tags) });
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: EcrOperation<"ListTagsForResource"> = {
  access: onTagged("ListTagsForResource"),
  run: ({ store }, { resourceArn }) => ({
    tags: Object.entries(repositoryAt(store, resourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
};
