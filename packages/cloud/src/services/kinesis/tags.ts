import { invalidArgument } from "./errors.ts";
import { streamNameOf } from "./model.ts";
import { onStream } from "./on-stream.ts";
import type { KinesisOperation } from "./shapes.ts";
import type { KinesisStore } from "./store.ts";

type Tags = Readonly<Record<string, string>>;

const tagsMax = 50;

/** Throws InvalidArgumentException for more than AWS keeps. */
export function checkTags(before: Tags, more: Tags): void {
  if (Object.keys({ ...before, ...more }).length > tagsMax) {
    throw invalidArgument(
      `Failed to add tags. A given stream cannot have more than ${tagsMax} tags associated with it.`,
    );
  }
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html */
export const addTagsToStream = onStream("AddTagsToStream", ({ store }, stream, { Tags: tags = {} }) => {
  checkTags(stream.tags, tags);
  store.put({ ...stream, tags: { ...stream.tags, ...tags } });
});

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RemoveTagsFromStream.html */
export const removeTagsFromStream = onStream("RemoveTagsFromStream", ({ store }, stream, { TagKeys: keys = [] }) => {
  store.put({ ...stream, tags: without(stream.tags, keys) });
});

const tagsDefault = 50;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html */
export const listTagsForStream = onStream("ListTagsForStream", (_call, { tags }, input) => {
  const { ExclusiveStartTagKey: after = "", Limit = tagsDefault } = input;
  const rest = listed(tags).filter(({ Key }) => Key > after);
  return { Tags: rest.slice(0, Limit), HasMoreTags: rest.length > Limit };
});

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_TagResource.html */
export const tagResource: KinesisOperation<"TagResource"> = {
  access: ({ ResourceARN }) => ({ action: "kinesis:TagResource", resource: ResourceARN }),

  run({ store }, { ResourceARN, Tags: tags }) {
    const tagged = taggedAt(store, ResourceARN);
    checkTags(tagged.tags, tags);
    tagged.put({ ...tagged.tags, ...tags });
  },
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UntagResource.html */
export const untagResource: KinesisOperation<"UntagResource"> = {
  access: ({ ResourceARN }) => ({ action: "kinesis:UntagResource", resource: ResourceARN }),

  run({ store }, { ResourceARN, TagKeys }) {
    const tagged = taggedAt(store, ResourceARN);
    tagged.put(without(tagged.tags, TagKeys));
  },
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: KinesisOperation<"ListTagsForResource"> = {
  access: ({ ResourceARN }) => ({ action: "kinesis:ListTagsForResource", resource: ResourceARN }),
  run: ({ store }, { ResourceARN }) => ({ Tags: listed(taggedAt(store, ResourceARN).tags) }),
};

/** The tags of a stream or a consumer, and how to change them. */
function taggedAt(store: KinesisStore, arn: string): { readonly tags: Tags; readonly put: (tags: Tags) => void } {
  if (arn.includes("/consumer/")) {
    const consumer = store.consumer(arn);
    return { tags: consumer.tags, put: (tags) => store.putConsumer({ ...consumer, tags }) };
  }
  const stream = store.stream(streamNameOf(arn));
  return { tags: stream.tags, put: (tags) => store.put({ ...stream, tags }) };
}

const without = (tags: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

const listed = (tags: Tags) =>
  Object.entries(tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((a, b) => (a.Key < b.Key ? -1 : 1));
