import { createHash } from "node:crypto";

const known = new Map<string, string>();

/** The canonical user id of an account: always the same 64 digits for the same account. */
export function ownerId(account: string): string {
  let id = known.get(account);
  if (id === undefined) {
    id = createHash("sha256").update(`canonical user of ${account}`).digest("hex");
    known.set(account, id);
  }
  return id;
}

export const isOwnerId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
