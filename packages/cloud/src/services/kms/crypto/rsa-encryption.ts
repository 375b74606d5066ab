import {
  constants,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from "node:crypto";
import type { Material } from "../model.ts";

const oaepHashes: Readonly<Record<string, string>> = { RSAES_OAEP_SHA_1: "sha1", RSAES_OAEP_SHA_256: "sha256" };

export const privateKeyOf = (material: Material): KeyObject =>
  createPrivateKey({ key: Buffer.from(material.bytes, "base64"), format: "der", type: "pkcs8" });

export const publicKeyOf = (material: Material): KeyObject => createPublicKey(privateKeyOf(material));

const padding = (algorithm: string) => ({
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: oaepHashes[algorithm] ?? "sha256",
});

/** Undefined for a plaintext that is too long for the key. */
export function rsaEncrypt(material: Material, algorithm: string, plaintext: Uint8Array): Buffer | undefined {
  try {
    return publicEncrypt({ key: publicKeyOf(material), ...padding(algorithm) }, plaintext);
  } catch {
    return undefined;
  }
}

/** Undefined for what was not encrypted for this key, or by another algorithm. */
export function rsaDecrypt(key: KeyObject, algorithm: string, ciphertext: Uint8Array): Buffer | undefined {
  try {
    return privateDecrypt({ key, ...padding(algorithm) }, ciphertext);
  } catch {
    return undefined;
  }
}
