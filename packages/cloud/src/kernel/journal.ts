/** One finished call, from outside or between services. */
export interface JournalEntry {
  /** Milliseconds since the epoch, by the cloud's clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
  /** ARN or service name of the caller. */
  readonly caller: string;
  /** Code of the error that it ended with. */
  readonly error?: string | undefined;
  readonly durationMs?: number | undefined;
}

/** Calls kept: enough to see what led to a failure, small enough to forget about. */
const entriesMax = 2000;

/** The last calls of this cloud, in memory, for whoever wants to see what happened. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  #next = 0;

  add(entry: JournalEntry): void {
    this.#entries[this.#next % entriesMax] = entry;
    this.#next++;
  }

  /** Oldest first. */
  entries(): JournalEntry[] {
    const start = this.#next % entriesMax;
    return this.#next <= entriesMax
      ? this.#entries.slice()
      : [...this.#entries.slice(start), ...this.#entries.slice(0, start)];
  }
}
