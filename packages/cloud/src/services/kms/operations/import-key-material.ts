import { createHash } from "node:crypto";
import { onKey } from "../access.ts";
import { privateKeyOf } from "../crypto/rsa-encryption.ts";
import { unwrap } from "../crypto/unwrap.ts";
import { expiredImportToken, incorrectMaterial, invalid, invalidCiphertext, invalidImportToken } from "../errors.ts";
import { expiryJob } from "../keys/expiry-job.ts";
import { importableKey } from "../keys/importable-key.ts";
import { factsOf } from "../keys/specs.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html */
export const importKeyMaterial: KmsOperation<"ImportKeyMaterial"> = {
  access: onKey("ImportKeyMaterial"),

  run(call, input) {
    const { store, clock, jobs } = call;
    const key = importableKey(store, input.KeyId);
    const offer = store.findOffer(key.id, Buffer.from(input.ImportToken ?? []).toString("base64"));
    if (offer === undefined) throw invalidImportToken();
    if (offer.validTo <= clock.now()) throw expiredImportToken();
    const model = input.ExpirationModel ?? "KEY_MATERIAL_EXPIRES";
    const validTo = input.ValidTo?.getTime();
    if ((model === "KEY_MATERIAL_EXPIRES") !== (validTo !== undefined)) {
      throw invalid(
        model === "KEY_MATERIAL_EXPIRES"
          ? "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES"
          : "A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE",
      );
    }
    const wrappingKey = privateKeyOf({ id: "", bytes: offer.privateKey, createdAt: 0 });
    const bytes = unwrap(wrappingKey, offer.algorithm, input.EncryptedKeyMaterial ?? new Uint8Array());
    if (bytes === undefined) throw invalidCiphertext();
    const { secretBytes } = factsOf(key.spec);
    if (secretBytes !== undefined && bytes.length !== secretBytes) throw incorrectMaterial();
    // The same material may come again, and no other: what was encrypted must stay readable.
    const id = createHash("sha256").update(key.id).update(bytes).digest("hex");
    const before = key.materials.at(-1);
    if (before !== undefined && before.id !== id) throw incorrectMaterial();

    const material = { id, bytes: bytes.toString("base64"), createdAt: clock.now() };
    store.putKey({ ...key, state: "Enabled", materials: [material], expiration: { model, validTo } });
    if (validTo !== undefined) jobs.add(expiryJob, { keyId: key.id, validTo }, { delayMs: validTo - clock.now() });
    return { KeyId: keyArn(store.scope, key.id), KeyMaterialId: id };
  },
};
