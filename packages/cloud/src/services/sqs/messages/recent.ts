import type { Message } from "../model.ts";

/** Messages come and go in seconds: those written last are not read again. With bodies of a page at most, some megabytes. */
const messagesMax = 2000;

/** The messages that were written last, by their sequence. */
export class Recent {
  readonly #messages = new Map<number, Message>();

  get(seq: number): Message | undefined {
    return this.#messages.get(seq);
  }

  set(message: Message): void {
    this.#messages.set(message.seq, message);
    if (this.#messages.size <= messagesMax) return;
    const [oldest] = this.#messages.keys();
    if (oldest !== undefined) this.#messages.delete(oldest);
  }

  delete(seq: number): void {
    this.#messages.delete(seq);
  }
}
