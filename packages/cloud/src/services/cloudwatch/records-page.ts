import { invalidNextToken } from "./errors.ts";

/** A page of a list whose order does not change; its token says how many were given before. */
export function pageOfRecords<Item>(
  items: readonly Item[],
  { token, max }: { readonly token: string | undefined; readonly max: number },
): { readonly items: readonly Item[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isSafeInteger(from) || from < 0) throw invalidNextToken();
  const end = from + max;
  const next = end < items.length ? Buffer.from(String(end)).toString("base64url") : undefined;
  return { items: items.slice(from, end), next };
}
