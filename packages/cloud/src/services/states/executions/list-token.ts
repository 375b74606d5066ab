import { invalidPageToken } from "../errors.ts";

/** Where a list of executions goes on, as its tokens say. */
export const writeListToken = (at: readonly [number, number]): string =>
  Buffer.from(at.join(" ")).toString("base64url");

export function readListToken(token: string): readonly [number, number] {
  const [startedAt, sequence] = Buffer.from(token, "base64url").toString("utf8").split(" ").map(Number);
  if (!Number.isFinite(startedAt) || !Number.isFinite(sequence)) throw invalidPageToken();
  return [startedAt ?? 0, sequence ?? 0];
}
