import { createCipheriv, createHash } from "node:crypto";

/** Bytes that look random and are the same for the same name. */
export function contentOf(name: string, bytes: number): Buffer {
  const key = createHash("sha256").update(name).digest();
  return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

export const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");

/** Of an object that came in parts: the MD5 of their MD5s, and how many there are. */
export const multipartEtag = (etags: readonly string[]): string =>
  `${md5(Buffer.concat(etags.map((etag) => Buffer.from(etag, "hex"))))}-${etags.length}`;
