import { arnOf } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { withTags } from "./given-tags.ts";
import { taggable } from "./taggable.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
export const createTags: Ec2Operation<"CreateTags"> = {
  access: ({ Resources = [], Tags = [] }, scope) =>
    Resources.map((id) => ({
      action: "ec2:CreateTags",
      resource: arnOf(scope, taggable(id), id),
      context: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    })),

  run({ store }, { Resources = [], Tags = [] }) {
    const tagged = Resources.map((id) => {
      const kind = taggable(id);
      const noun = store.get(kind, id);
      return [kind, { ...noun, Tags: withTags(noun.Tags, Tags) }] as const;
    });

    for (const [kind, noun] of tagged) store.put(kind, noun);
  },
};
