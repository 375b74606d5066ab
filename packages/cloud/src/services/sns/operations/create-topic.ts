import { invalidParameter } from "../errors.ts";
import { type Topic, topicArn } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { type Attributes, checkAttribute, withAttribute } from "../topics/attributes.ts";
import { readTags } from "../topics/tags.ts";

const namePattern = /^[A-Za-z0-9_-]{1,256}$/;
const fifoNamePattern = /^(?=.{1,256}$)[A-Za-z0-9_-]+\.fifo$/;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic: SnsOperation<"CreateTopic"> = {
  access: (input, scope) => ({
    action: "sns:CreateTopic",
    resource: topicArn(scope, input.Name ?? ""),
    context: Object.fromEntries([
      ...(input.Tags ?? []).map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value]),
      ["aws:TagKeys", (input.Tags ?? []).map(({ Key = "" }) => Key)],
    ]),
  }),

  run({ store }, input) {
    const { Name: name = "", Tags = [], DataProtectionPolicy: policy } = input;
    const { FifoTopic, ...given } = (input.Attributes ?? {}) as Attributes;
    const isFifo = FifoTopic?.toLowerCase() === "true";
    if (!(isFifo ? fifoNamePattern : namePattern).test(name)) throw invalidParameter("Topic Name");
    let attributes: Attributes = {};
    for (const [key, value] of Object.entries(given)) {
      attributes = withAttribute(attributes, key, checkAttribute(key, value, isFifo, "Attributes"));
    }
    const tags = readTags(Tags);
    const TopicArn = topicArn(store.scope, name);
    const existing = store.findTopic(TopicArn);
    if (existing !== undefined) {
      refuseOthers(existing, attributes, tags);
      return { TopicArn };
    }

    store.putTopic({
      name,
      isFifo,
      attributes,
      tags,
      deletions: 0,
      ...(policy === undefined ? {} : { dataProtectionPolicy: policy }),
    });

    return { TopicArn };
  },
};

/** Only what is given is compared. */
function refuseOthers(topic: Topic, attributes: Attributes, tags: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (topic.attributes[name] !== value) {
      throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
    }
  }
  for (const [key, value] of Object.entries(tags)) {
    if (topic.tags[key] !== value) throw invalidParameter("Tags Reason: Topic already exists with different tags");
  }
}
