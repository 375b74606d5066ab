import type { TagDescription } from "@aws-sdk/client-ec2";
import { pageOf } from "../../../kernel/paging.ts";
import { onAnything } from "../access.ts";
import { type Filters, matchesAll } from "../filters.ts";
import { idOf, type Kind, kinds } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import type { Ec2Store } from "../store.ts";

const filters: Filters<TagDescription> = {
  key: ({ Key }) => Key,
  "resource-id": ({ ResourceId }) => ResourceId,
  "resource-type": ({ ResourceType }) => ResourceType,
  value: ({ Value }) => Value,
};

const keyOf = ({ ResourceId, Key }: TagDescription): string => `${ResourceId} ${Key}`;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
export const describeTags: Ec2Operation<"DescribeTags"> = {
  access: onAnything("DescribeTags"),

  run({ store }, { Filters = [], MaxResults = 1000, NextToken }) {
    const all = (Object.keys(kinds) as Kind[]).flatMap((kind) => tagsOfKind(store, kind));
    const found = all.filter((tag) => matchesAll(tag, Filters, filters));
    const inOrder = found.sort((a, b) => Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b))));
    const { items, next } = pageOf(inOrder, { token: NextToken, max: MaxResults, idOf: keyOf });
    return { Tags: items, NextToken: next };
  },
};

const tagsOfKind = (store: Ec2Store, kind: Kind): TagDescription[] =>
  store
    .list(kind)
    .flatMap((noun) =>
      noun.Tags.map(({ Key, Value }) => ({ Key, Value, ResourceId: idOf(kind, noun), ResourceType: kind })),
    );
