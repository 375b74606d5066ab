import type { KeyMetadata } from "@aws-sdk/client-kms";
import type { Scope } from "../../../kernel/operation.ts";
import { type Key, keyArn } from "../model.ts";
import { factsOf } from "./specs.ts";

/** A key as DescribeKey and CreateKey tell of it. */
export function keyMetadata(scope: Scope, key: Key): KeyMetadata {
  const { encryption, signing, mac } = factsOf(key.spec);
  return {
    AWSAccountId: scope.account,
    KeyId: key.id,
    Arn: keyArn(scope, key.id),
    CreationDate: new Date(key.createdAt),
    Enabled: key.state === "Enabled",
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    DeletionDate: key.deletionAt === undefined ? undefined : new Date(key.deletionAt),
    ValidTo: key.expiration?.validTo === undefined ? undefined : new Date(key.expiration.validTo),
    Origin: key.origin,
    ExpirationModel: key.expiration?.model,
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    EncryptionAlgorithms: key.usage === "ENCRYPT_DECRYPT" && encryption !== undefined ? [...encryption] : undefined,
    SigningAlgorithms: key.usage === "SIGN_VERIFY" && signing !== undefined ? [...signing] : undefined,
    KeyAgreementAlgorithms: key.usage === "KEY_AGREEMENT" ? ["ECDH"] : undefined,
    MacAlgorithms: mac === undefined ? undefined : [mac],
    MultiRegion: key.multiRegion !== undefined,
    MultiRegionConfiguration: multiRegionOf(scope, key),
    PendingDeletionWindowInDays: key.multiRegion === undefined ? undefined : key.pendingWindowDays,
    CurrentKeyMaterialId: key.spec === "SYMMETRIC_DEFAULT" ? key.materials.at(-1)?.id : undefined,
  };
}

function multiRegionOf(scope: Scope, { id, multiRegion }: Key): KeyMetadata["MultiRegionConfiguration"] {
  if (multiRegion === undefined) return undefined;
  const inRegion = (region: string) => ({ Arn: keyArn({ ...scope, region }, id), Region: region });
  return {
    MultiRegionKeyType: multiRegion.primary === scope.region ? "PRIMARY" : "REPLICA",
    PrimaryKey: inRegion(multiRegion.primary),
    ReplicaKeys: multiRegion.replicas.map(inRegion),
  };
}
