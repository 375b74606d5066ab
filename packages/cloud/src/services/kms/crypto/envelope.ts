import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Ids } from "@millrace/core";
import type { Key, Material } from "../model.ts";

/**
 * What a symmetric key gives out: AES-256-GCM, with everything that is needed to find the key again in front, bound to the
 * encryption context. AWS says nothing of its own form but that it is opaque.
 *
 * version (1) | account (12) | length of the key's id (1) | id | material (32) | nonce (12) | tag (16) | ciphertext
 */
export interface Envelope {
  readonly account: string;
  readonly keyId: string;
  readonly materialId: string;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly ciphertext: Buffer;
  /** All that stands in front of the nonce: authenticated as well. */
  readonly head: Buffer;
}

export type EncryptionContext = Readonly<Record<string, string>> | undefined;

const version = 1;
const accountBytes = 12;
const materialBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

interface Sealing {
  readonly ids: Ids;
  readonly account: string;
  readonly key: Key;
  readonly material: Material;
  readonly plaintext: Uint8Array;
  readonly context: EncryptionContext;
}

export function seal({ ids, account, key, material, plaintext, context }: Sealing): Buffer {
  const head = Buffer.concat([
    Buffer.from([version]),
    Buffer.from(account.padStart(accountBytes, "0")),
    Buffer.from([key.id.length]),
    Buffer.from(key.id),
    Buffer.from(material.id, "hex"),
  ]);
  const nonce = ids.bytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(material.bytes, "base64"), nonce);
  cipher.setAAD(Buffer.concat([head, canonical(context)]));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ciphertext]);
}

/** Undefined for what no key here has given out. */
export function readEnvelope(blob: Uint8Array): Envelope | undefined {
  const bytes = Buffer.from(blob);
  const idAt = 1 + accountBytes + 1;
  const materialAt = idAt + (bytes[idAt - 1] ?? 0);
  const nonceAt = materialAt + materialBytes;
  const tagAt = nonceAt + nonceBytes;
  if (bytes[0] !== version || bytes.length < tagAt + tagBytes) return undefined;
  return {
    account: bytes.toString("utf8", 1, 1 + accountBytes),
    keyId: bytes.toString("utf8", idAt, materialAt),
    materialId: bytes.toString("hex", materialAt, nonceAt),
    nonce: bytes.subarray(nonceAt, tagAt),
    tag: bytes.subarray(tagAt, tagAt + tagBytes),
    ciphertext: bytes.subarray(tagAt + tagBytes),
    head: bytes.subarray(0, nonceAt),
  };
}

/** Undefined when it was changed, or when its context is another. */
export function open(envelope: Envelope, key: Key, context: EncryptionContext): Buffer | undefined {
  const material = key.materials.find(({ id }) => id === envelope.materialId);
  if (material === undefined) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", Buffer.from(material.bytes, "base64"), envelope.nonce);
    decipher.setAAD(Buffer.concat([envelope.head, canonical(context)]));
    decipher.setAuthTag(envelope.tag);
    return Buffer.concat([decipher.update(envelope.ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The same pairs in another order are the same context. */
const canonical = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))));
