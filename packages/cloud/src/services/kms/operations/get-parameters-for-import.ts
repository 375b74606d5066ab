import { onKey } from "../access.ts";
import { publicKeyOf } from "../crypto/rsa-encryption.ts";
import { unsupported } from "../errors.ts";
import { importableKey } from "../keys/importable-key.ts";
import { newPrivateKey } from "../keys/material.ts";
import { isSpec } from "../keys/specs.ts";
import { dayMs, keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html */
export const getParametersForImport: KmsOperation<"GetParametersForImport"> = {
  access: onKey("GetParametersForImport"),

  async run({ store, ids, clock }, { KeyId, WrappingAlgorithm = "RSAES_OAEP_SHA_256", WrappingKeySpec = "RSA_2048" }) {
    const key = importableKey(store, KeyId);
    if (!isSpec(WrappingKeySpec)) throw unsupported(`WrappingKeySpec ${WrappingKeySpec} is not supported here.`);
    const bytes = (await newPrivateKey(WrappingKeySpec)).toString("base64");
    const validTo = clock.now() + dayMs;
    const token = ids.bytes(64).toString("base64");

    store.putOffer({ keyId: key.id, token, privateKey: bytes, algorithm: WrappingAlgorithm, validTo });
    return {
      KeyId: keyArn(store.scope, key.id),
      ImportToken: Buffer.from(token, "base64"),
      PublicKey: publicKeyOf({ id: "", bytes, createdAt: clock.now() }).export({ format: "der", type: "spki" }),
      ParametersValidTo: new Date(validTo),
    };
  },
};
