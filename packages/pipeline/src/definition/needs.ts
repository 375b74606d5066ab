import type { Lookups } from "../lookups/lookup.ts";
import type { Sink } from "../sinks/to.ts";

/** What a pipeline needs beside its functions, table and bucket; found out without running a line of its steps. */
export interface Needs {
  /** A secret from which the keys of `hash`, `tokenise` and `encrypt` are derived. */
  readonly hashKey: boolean;
  /** The table in which `tokenise` keeps what is behind its tokens. */
  readonly vault: boolean;
  readonly database: boolean;
  /** The topic `<pipeline>-files`. */
  readonly topic: boolean;
  readonly upload: boolean;
  /** The state machine, and the functions that only it starts. */
  readonly workflow: boolean;
}

interface Parts {
  readonly pii: readonly string[];
  readonly protect: { readonly vault: boolean };
  readonly lookups: Lookups;
  readonly sinks: Readonly<Record<string, Sink>>;
  readonly notify: Readonly<Record<"completed" | "rejected" | "failed", readonly string[]>>;
  readonly source: { readonly upload?: object | undefined };
  readonly run: { readonly mode: "auto" | "function" | "workflow" };
}

export const needsOf = ({ pii, protect, lookups, sinks, notify, source, run }: Parts): Needs => ({
  hashKey: pii.length > 0,
  vault: protect.vault,
  database: [...Object.values(sinks), ...Object.values(lookups)].some(({ kind }) => kind === "postgres"),
  topic: Object.values(notify).some((queues) => queues.length > 0),
  upload: source.upload !== undefined,
  workflow: run.mode !== "function",
});
