import type { Pipe } from "../model.ts";

/** What reads the sources of pipes. */
export interface PipeReaders {
  /** Takes up what was being read when the program last ended. */
  start(): void;
  /** Reads as the pipe now says, or no more. */
  follow(pipe: Pipe): void;
  forget(name: string): void;
  stop(): void;
}
