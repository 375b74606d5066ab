import { isHeld, type Message, type Queue } from "../model.ts";
import type { Piles } from "./piles.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-receiverequestattemptid-request-parameter.html */
const attemptMs = 5 * 60 * 1000;
/** Beyond these the oldest are forgotten. */
const attemptsMax = 10_000;

interface Attempt {
  readonly until: number;
  /** Which messages, and which of their receptions it was. */
  readonly received: readonly Pick<Message, "receivesHere" | "seq">[];
}

/** What was given to receivers who gave their request a name: asked again by it, they get the same. Not kept over restarts. */
export class Attempts {
  readonly #piles: Piles;
  readonly #attempts = new Map<string, Attempt>();

  constructor(piles: Piles) {
    this.#piles = piles;
  }

  remember(queue: Queue, id: string, messages: readonly Message[], now: number): void {
    const [oldest] = this.#attempts.keys();
    if (this.#attempts.size >= attemptsMax && oldest !== undefined) this.#attempts.delete(oldest);
    const received = messages.map(({ seq, receivesHere }) => ({ seq, receivesHere }));
    this.#attempts.set(nameOf(queue, id), { until: now + attemptMs, received });
  }

  /** Undefined when the name is new, or when something was done with the messages since. */
  find(queue: Queue, id: string, now: number): Message[] | undefined {
    const attempt = this.#attempts.get(nameOf(queue, id));
    if (attempt === undefined || attempt.until <= now) return undefined;
    const messages = attempt.received.flatMap(({ seq, receivesHere }) => {
      const message = this.#piles.find(queue, seq);
      return message !== undefined && isHeld(message, receivesHere, now) ? [message] : [];
    });
    return messages.length === attempt.received.length ? messages : undefined;
  }
}

const nameOf = ({ id: queue }: Queue, id: string): string => `${queue} ${id}`;
