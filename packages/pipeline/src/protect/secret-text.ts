import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { PipelineError } from "../pipeline-error.ts";

/** What a text was encrypted for; it can only be read as the same. */
export interface SecretScope {
  readonly pipeline: string;
  readonly field: string;
}

const version = "v1.";
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** Encrypts the texts of one run; its keys are derived from the pipeline's one secret, one for each purpose. */
export class SecretTexts {
  readonly #cipherKey: Buffer;
  readonly #nonceKey: Buffer;
  readonly #tokenKey: Buffer;

  constructor(secret: string | Uint8Array) {
    const derived = (purpose: string): Buffer =>
      Buffer.from(hkdfSync("sha256", secret, "", `millrace ${purpose}`, keyBytes));
    this.#cipherKey = derived("encryption");
    this.#nonceKey = derived("nonce");
    this.#tokenKey = derived("token");
  }

  encrypt(text: string, scope: SecretScope): string {
    // A nonce made of what it is for is never used for anything else, and the same text is encrypted alike every time.
    const nonce = mac(this.#nonceKey, scope, text).subarray(0, nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#cipherKey, nonce).setAAD(scopeBytes(scope));
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return version + sealed.toString("base64url");
  }

  decrypt(text: string, scope: SecretScope): string {
    const sealed = Buffer.from(text.slice(version.length), "base64url");
    if (!text.startsWith(version) || sealed.length < nonceBytes + tagBytes) throw unreadable();
    const decipher = createDecipheriv("aes-256-gcm", this.#cipherKey, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(scopeBytes(scope)).setAuthTag(sealed.subarray(-tagBytes));
    try {
      return decipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, "utf8") + decipher.final("utf8");
    } catch {
      throw unreadable();
    }
  }

  token(text: string, scope: SecretScope): string {
    return `tok_${mac(this.#tokenKey, scope, text).subarray(0, 18).toString("base64url")}`;
  }
}

/** Reads what `encrypt`, or a vault's item, holds. Throws where key, pipeline or field are others. */
export const decryptValue = (secret: string | Uint8Array, scope: SecretScope, text: string): string =>
  new SecretTexts(secret).decrypt(text, scope);

const scopeBytes = ({ pipeline, field }: SecretScope): Buffer => Buffer.from(`${pipeline}\0${field}`);

const mac = (key: Buffer, scope: SecretScope, text: string): Buffer =>
  createHmac("sha256", key).update(scopeBytes(scope)).update("\0").update(text).digest();

const unreadable = (): PipelineError =>
  new PipelineError("missing-key", "Cannot decrypt the value: it was encrypted with another key, or for another field");
