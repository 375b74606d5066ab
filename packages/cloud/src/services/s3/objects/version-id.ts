import type { Ids } from "@millrace/core";

/** Bytes of a sequencer. */
const orderBytes = 9;
const largest = (1n << BigInt(orderBytes * 8)) - 1n;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

/** Where a version stands among those of its key: newer ones sort first. */
export const orderOf = (sequencer: string): string =>
  (largest - BigInt(`0x${sequencer}`)).toString(16).padStart(orderBytes * 2, "0");

/**
 * A fresh id that says where its version stands, so that a version is found by its id alone. Opaque to clients, and as
 * long as S3's own.
 */
export const newVersionId = (sequencer: string, ids: Ids): string =>
  Buffer.from(orderOf(sequencer), "hex").toString("base64url").replaceAll("-", ".") + ids.text(20, alphabet);

/** The order in a version id; undefined for what was never one. */
export function orderIn(versionId: string): string | undefined {
  if (!/^[\w.]{32}$/.test(versionId)) return undefined;
  return Buffer.from(versionId.slice(0, 12).replaceAll(".", "-"), "base64url").toString("hex");
}
