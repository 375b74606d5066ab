import { onKey } from "../access.ts";
import { publicKeyOf } from "../crypto/rsa-encryption.ts";
import { unsupported } from "../errors.ts";
import { factsOf } from "../keys/specs.ts";
import { currentMaterial, enabledKey } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
export const getPublicKey: KmsOperation<"GetPublicKey"> = {
  access: onKey("GetPublicKey"),

  run({ store }, { KeyId }) {
    const key = enabledKey(store, KeyId);
    const { encryption, signing, secretBytes } = factsOf(key.spec);
    const arn = keyArn(store.scope, key.id);
    if (secretBytes !== undefined)
      throw unsupported(`${arn} key spec is ${key.spec} which is not valid for GetPublicKey.`);
    return {
      KeyId: arn,
      PublicKey: publicKeyOf(currentMaterial(key)).export({ format: "der", type: "spki" }),
      CustomerMasterKeySpec: key.spec,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      EncryptionAlgorithms: key.usage === "ENCRYPT_DECRYPT" ? [...(encryption ?? [])] : undefined,
      SigningAlgorithms: key.usage === "SIGN_VERIFY" ? [...(signing ?? [])] : undefined,
      KeyAgreementAlgorithms: key.usage === "KEY_AGREEMENT" ? ["ECDH"] : undefined,
    };
  },
};
