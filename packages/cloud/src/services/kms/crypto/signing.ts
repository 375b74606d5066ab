import { constants, createHash, privateEncrypt, publicDecrypt } from "node:crypto";
import type { Ids } from "@millrace/core";
import type { Material } from "../model.ts";
import { signDigest, verifyDigest } from "./ecdsa.ts";
import { encodePss, verifyPss } from "./pss.ts";
import { privateKeyOf, publicKeyOf } from "./rsa-encryption.ts";

/** RFC 8017, 9.2: what stands before a digest in a signature of PKCS #1 version 1.5. */
const digestInfos: Readonly<Record<string, string>> = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

/** `ECDSA_SHA_256` -> `sha256` */
const hashOf = (algorithm: string): string => `sha${algorithm.slice(-3)}`;

export const digestBytes = (algorithm: string): number => Number(algorithm.slice(-3)) / 8;

export const digestOf = (algorithm: string, message: Uint8Array): Buffer =>
  createHash(hashOf(algorithm)).update(message).digest();

export function signatureOf(ids: Ids, material: Material, algorithm: string, digest: Buffer): Buffer {
  const key = privateKeyOf(material);
  const hash = hashOf(algorithm);
  if (algorithm.startsWith("ECDSA")) return signDigest(ids, key, digest);
  if (algorithm.startsWith("RSASSA_PKCS1")) {
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, withInfo(hash, digest));
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const encoded = encodePss(digest, ids.bytes(digest.length), hash, bits);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}

export function isSignedBy(material: Material, algorithm: string, digest: Buffer, signature: Buffer): boolean {
  const key = publicKeyOf(material);
  const hash = hashOf(algorithm);
  if (algorithm.startsWith("ECDSA")) return verifyDigest(key, digest, signature);
  try {
    if (algorithm.startsWith("RSASSA_PKCS1")) {
      return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(withInfo(hash, digest));
    }
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return verifyPss(publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature), digest, hash, bits);
  } catch {
    return false;
  }
}

const withInfo = (hash: string, digest: Buffer): Buffer =>
  Buffer.concat([Buffer.from(digestInfos[hash] ?? "", "hex"), digest]);
