import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";

/** Something that would have left for the world of people. */
export interface Letter {
  readonly kind: "email" | "email-json" | "sms" | "application";
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  readonly sentAt: number;
}

/** Enough for a test to find what it waits for, little enough to keep. */
const lettersMax = 1000;

/** E-mails, text messages and notifications to phones: kept here, sent nowhere. */
export class Outbox {
  readonly #letters: Collection<{ readonly at: number; readonly letter: Letter }>;
  #count: number;

  constructor(database: Database) {
    this.#letters = new Collection(database, "outbox");
    this.#count = this.#letters.count();
  }

  /** `sequence` tells letters apart and grows with each. */
  add(sequence: number, letter: Letter): void {
    this.#letters.put(sequence, { at: sequence, letter });
    this.#count++;
    if (this.#count <= lettersMax) return;
    const [oldest] = this.#letters.list({ limit: 1 });
    if (oldest !== undefined && this.#letters.delete(oldest.at)) this.#count--;
  }

  letters(): Letter[] {
    return [...this.#letters.list()].map(({ letter }) => letter);
  }
}
