import { invalid, unsupported } from "../errors.ts";
import { newMaterial } from "../keys/material.ts";
import { keyMetadata } from "../keys/metadata.ts";
import { checkPolicy, defaultPolicy } from "../keys/policy.ts";
import { factsOf, isSpec, type Spec } from "../keys/specs.ts";
import { withTags } from "../keys/tags.ts";
import { type Key, keyArn } from "../model.ts";
import type { KmsOperation, Shapes } from "../shapes.ts";

function kindOf({
  KeySpec,
  CustomerMasterKeySpec,
  KeyUsage,
}: Shapes["CreateKey"]["input"]): Pick<Key, "usage"> & { readonly spec: Spec } {
  const spec = KeySpec ?? CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";
  if (!isSpec(spec)) throw unsupported(`KeySpec ${spec} is not supported in this region.`);
  if (KeyUsage === undefined && spec !== "SYMMETRIC_DEFAULT") {
    throw invalid("You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
  }
  const usage = KeyUsage ?? "ENCRYPT_DECRYPT";
  if (!factsOf(spec).usages.includes(usage)) throw invalid(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  return { spec, usage };
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const createKey: KmsOperation<"CreateKey"> = {
  access: () => ({ action: "kms:CreateKey", resource: "*" }),

  async run(call, input) {
    const { store, ids, clock, account, principal } = call;
    const { spec, usage } = kindOf(input);
    const origin = input.Origin ?? "AWS_KMS";
    if (origin !== "AWS_KMS" && origin !== "EXTERNAL") throw unsupported("Custom key stores are not supported here.");
    const tags = withTags({}, input.Tags ?? []);
    const id = input.MultiRegion === true ? `mrk-${ids.bytes(16).toString("hex")}` : ids.uuid();
    const policy = input.Policy ?? defaultPolicy(account);
    const isLockoutAllowed = input.BypassPolicyLockoutSafetyCheck === true;
    checkPolicy({ policy, arn: keyArn(store.scope, id), account, principal, isLockoutAllowed });
    const materials = origin === "EXTERNAL" ? [] : [await newMaterial(call, spec)];

    const key: Key = {
      id,
      manager: "CUSTOMER",
      description: input.Description ?? "",
      usage,
      spec,
      origin,
      state: origin === "EXTERNAL" ? "PendingImport" : "Enabled",
      policy,
      tags,
      createdAt: clock.now(),
      materials,
      multiRegion: input.MultiRegion === true ? { primary: store.scope.region, replicas: [] } : undefined,
    };
    store.putKey(key);
    return { KeyMetadata: keyMetadata(store.scope, key) };
  },
};
