import type { Tag } from "@aws-sdk/client-ec2";
import { arnOf } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { taggable } from "./taggable.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html */
export const deleteTags: Ec2Operation<"DeleteTags"> = {
  access: ({ Resources = [] }, scope) =>
    Resources.map((id) => ({ action: "ec2:DeleteTags", resource: arnOf(scope, taggable(id), id) })),

  run({ store }, { Resources = [], Tags }) {
    const tagged = Resources.map((id) => {
      const kind = taggable(id);
      const noun = store.get(kind, id);
      return [kind, { ...noun, Tags: noun.Tags.filter((tag) => !isNamed(tag, Tags)) }] as const;
    });

    for (const [kind, noun] of tagged) store.put(kind, noun);
  },
};

/** Without a list all are named; with a value only a tag that has it. */
const isNamed = ({ Key, Value }: Tag, named: readonly Tag[] | undefined): boolean =>
  named?.some((one) => one.Key === Key && (one.Value === undefined || one.Value === Value)) ?? true;
