import type { StoredEvent } from "../model.ts";

/** Names one event for GetLogRecord. */
export const writePointer = (group: string, { at, sequence }: StoredEvent): string =>
  Buffer.from(JSON.stringify([group, at, sequence])).toString("base64url");

export function readPointer(text: string): { group: string; at: number; sequence: number } | undefined {
  try {
    const [group, at, sequence] = JSON.parse(Buffer.from(text, "base64url").toString()) as [string, number, number];
    return typeof group === "string" && Number.isFinite(at) && Number.isFinite(sequence)
      ? { group, at, sequence }
      : undefined;
  } catch {
    return undefined;
  }
}
