import type { KeyUsageType } from "@aws-sdk/client-kms";
import { isDisabled, unsupported, wouldSucceed, wrongState, wrongUsage } from "../errors.ts";
import { type Key, keyArn, type Material } from "../model.ts";
import type { KmsStore } from "../store.ts";

const stateWords = {
  PendingDeletion: "pending deletion",
  PendingReplicaDeletion: "pending replica deletion",
  PendingImport: "pending import",
} as const;

/** A key that can work now; throws what KMS says of one that cannot. */
export function enabledKey(store: KmsStore, name: string | undefined): Key {
  const key = store.key(name ?? "");
  const arn = keyArn(store.scope, key.id);
  if (key.state === "Disabled") throw isDisabled(arn);
  if (key.state !== "Enabled") throw wrongState(arn, stateWords[key.state]);
  return key;
}

/** A key that is not on its way out. */
export function liveKey(store: KmsStore, name: string | undefined): Key {
  const key = store.key(name ?? "");
  if (key.state === "PendingDeletion" || key.state === "PendingReplicaDeletion") {
    throw wrongState(keyArn(store.scope, key.id), stateWords[key.state]);
  }
  return key;
}

/** Keys of AWS's own services change by those services only. */
export function ownKey(key: Key): Key {
  if (key.manager === "AWS") throw unsupported("You can't perform this operation on an AWS managed key.");
  return key;
}

/** A key that can work now and was made for this. */
export function keyFor(
  store: KmsStore,
  name: string | undefined,
  {
    usage,
    operation,
    isSymmetric,
  }: { readonly usage: KeyUsageType; readonly operation: string; readonly isSymmetric?: boolean },
): Key {
  const key = enabledKey(store, name);
  const arn = keyArn(store.scope, key.id);
  if (key.usage !== usage) throw wrongUsage(arn, key.usage, operation);
  if (isSymmetric === true && key.spec !== "SYMMETRIC_DEFAULT")
    throw unsupported(`${arn} key spec is ${key.spec} which is not valid for ${operation}.`);
  return key;
}

/** What encrypts now. */
export function currentMaterial(key: Key): Material {
  const material = key.materials.at(-1);
  if (material === undefined) throw new Error(`An enabled key has no material: ${key.id}`);
  return material;
}

/** Called once all is known to be allowed: with DryRun nothing more is done. */
export function endDryRun({ DryRun }: { readonly DryRun?: boolean | undefined }): void {
  if (DryRun === true) throw wouldSucceed();
}
