import type { Accepted } from "@millrace/pipeline";

export interface WriteCounts {
  /** Rows written. */
  readonly stored: number;
  /** Rows left as they were, because something that outranks them had their key already. */
  readonly existing: number;
}

/** What is being written: one chunk of one run; a file that is read as a whole is its chunk 0. */
export interface WriteUnit {
  readonly runId: string;
  readonly generation: number;
  readonly pipeline: string;
  readonly bucket: string;
  readonly chunk: number;
  /** When the file arrived, in milliseconds: the version of its rows unless they have their own. */
  readonly arrivedAt: number;
  /** Whether others write the chunks before and after this one at the same time, so that the order of calls is not that of the file. */
  readonly isPart: boolean;
}

/** Puts the rows of one unit into one sink, so that doing it again changes nothing. */
export interface SinkWriter {
  /** Must not be called again before it has returned: the order of calls is the order of the file. */
  write(rows: readonly Accepted[]): Promise<void>;
  /** What has to happen after the last row; the counts are those of the unit. */
  close(): Promise<WriteCounts>;
  /** Takes back what is half done, where something can be. */
  abort?(): Promise<void>;
}
