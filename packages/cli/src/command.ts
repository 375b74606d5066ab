import type { Config } from "./config.ts";
import type { Terminal } from "./terminal.ts";

/** A command of the program: its words, and where it stands. */
export type Command = (
  words: readonly string[],
  context: { readonly config: Config; readonly terminal: Terminal },
) => Promise<void>;
