import { accessToActivity, tagContext } from "../access.ts";
import { activityArn } from "../arns.ts";
import { activityExists, tooManyTags } from "../errors.ts";
import { checkName, mergeTags } from "../machines/configuration.ts";
import { encryptionOf } from "../machines/encryption.ts";
import { ownedKey, tagsMax } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html */
export const createActivity: StatesOperation<"CreateActivity"> = {
  access: (input, scope) => ({
    ...accessToActivity("CreateActivity", scope, input.name),
    context: tagContext(input.tags),
  }),

  run({ store: { store }, account, region, clock }, input) {
    const name = input.name ?? "";
    checkName(name);
    const arn = activityArn({ account, region }, name);
    const encryption = encryptionOf(input.encryptionConfiguration) ?? ownedKey;
    const known = store.findActivity(name);
    if (known !== undefined) {
      if (JSON.stringify(known.encryption) !== JSON.stringify(encryption)) throw activityExists(arn);
      return { activityArn: arn, creationDate: new Date(known.createdAt) };
    }
    const tags = mergeTags([], input.tags ?? []);
    if (tags.length > tagsMax) throw tooManyTags(arn);
    const createdAt = clock.now();

    store.putActivity({ name, arn, createdAt, tags, encryption });

    return { activityArn: arn, creationDate: new Date(createdAt) };
  },
};
