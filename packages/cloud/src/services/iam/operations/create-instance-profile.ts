import { upperAlphanumeric } from "@millrace/core";
import { profileExists } from "../errors.ts";
import type { InstanceProfile } from "../model.ts";
import { describeProfile } from "../outputs.ts";
import { arnOf, type IamOperation } from "../shapes.ts";
import { readTags, tagContext } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const createInstanceProfile: IamOperation<"CreateInstanceProfile"> = {
  access: (input, scope) => ({
    action: "iam:CreateInstanceProfile",
    resource: arnOf("instance-profile", scope, input.InstanceProfileName, input.Path),
    context: tagContext(input.Tags),
  }),

  run({ store, account, ids, clock }, input) {
    const { InstanceProfileName: name, Path: path = "/" } = input;
    if (store.instanceProfiles.find(name) !== undefined) throw profileExists(name);
    const profile: InstanceProfile = {
      name,
      path,
      id: `AIPA${ids.text(17, upperAlphanumeric)}`,
      arn: arnOf("instance-profile", { account }, name, path),
      createdAt: clock.now(),
      tags: readTags(input.Tags),
    };

    store.instanceProfiles.put(profile);

    return { InstanceProfile: describeProfile(store, profile) };
  },
};
