import type { QueryLanguage } from "./definition.ts";
import type { Findings } from "./diagnostic.ts";

/** What the checks of a definition share. */
export interface Checking {
  readonly findings: Findings;
  readonly type: "STANDARD" | "EXPRESS";
  /** Of the whole machine. */
  readonly language: QueryLanguage;
  /** Of all states met so far: they are unique in the whole machine. */
  readonly names: Set<string>;
}
