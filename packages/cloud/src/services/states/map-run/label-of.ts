import { createHash } from "node:crypto";
import type { BlockPlace, State } from "../definition/definition.ts";

/** What a distributed Map is called in ARNs: its label, or an id that stays the same while its place does. */
export function labelOf(state: State, place: BlockPlace): string {
  if (state.Label !== undefined) return state.Label;
  const hex = createHash("sha256").update(JSON.stringify(place)).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
