import type { JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

const keyId = (facts: Facts): string => toText(facts["PhysicalId"] ?? facts["KeyId"] ?? "");

const isOn = (properties: JsonObject | undefined, name: string, otherwise: boolean): boolean =>
  toText(properties?.[name] ?? otherwise) === "true";

/** Each thing about a key is changed by an operation of its own. */
async function completeKey(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const KeyId = keyId(facts);
  const call = (operation: string, parameters: JsonObject = {}) => work.aws("kms", operation, { KeyId, ...parameters });
  const { Description = "", KeyPolicy: policy, RotationPeriodInDays } = facts;
  const isEnabled = isOn(facts, "Enabled", true);
  // What is to be changed of a key that is disabled is changed while it is not.
  if (before !== undefined && isEnabled && !isOn(before, "Enabled", true)) await call("EnableKey");
  if (before !== undefined && (before["Description"] ?? "") !== Description) {
    await call("UpdateKeyDescription", { Description });
  }
  if (before !== undefined && policy !== undefined && JSON.stringify(before["KeyPolicy"]) !== JSON.stringify(policy)) {
    await call("PutKeyPolicy", { Policy: policy, PolicyName: "default" });
  }
  if (isOn(facts, "EnableKeyRotation", false)) {
    await call("EnableKeyRotation", RotationPeriodInDays === undefined ? {} : { RotationPeriodInDays });
  } else if (isOn(before, "EnableKeyRotation", false)) await call("DisableKeyRotation");
  if (!isEnabled && isOn(before, "Enabled", true)) await call("DisableKey");
}

export const kmsTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::KMS::Key": declared({
    service: "kms",
    create: "CreateKey",
    delete: "ScheduleKeyDeletion",
    read: "DescribeKey",
    id: keyId,
    attributes: { Arn: "Arn", KeyId: "KeyId" },
    input: (facts) => ({
      ...(keyId(facts) === "" ? {} : { KeyId: keyId(facts) }),
      ...(facts["KeyPolicy"] === undefined ? {} : { Policy: facts["KeyPolicy"] }),
    }),
    complete: completeKey,
    tags: {
      style: "prefixed",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ PhysicalId: KeyId = "" }) => ({ KeyId }),
      keys: "TagKeys",
    },
  }),

  "AWS::KMS::Alias": declared({
    service: "kms",
    create: "CreateAlias",
    update: "UpdateAlias",
    delete: "DeleteAlias",
    id: "AliasName",
  }),
};
