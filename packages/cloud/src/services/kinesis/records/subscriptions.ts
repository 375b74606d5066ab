/** One shard, read by one consumer. */
export interface Subscription {
  readonly consumerArn: string;
  readonly shard: number;
  readonly startedAt: number;
  end(): void;
}

/** Who listens to which shard now. They end with the cloud: nothing of them is kept. */
export class Subscriptions {
  readonly #running = new Map<string, Subscription>();

  find(consumerArn: string, shard: number): Subscription | undefined {
    return this.#running.get(keyOf({ consumerArn, shard }));
  }

  /** Ends the one that the same consumer has of the shard. */
  begin(subscription: Subscription): void {
    this.find(subscription.consumerArn, subscription.shard)?.end();
    this.#running.set(keyOf(subscription), subscription);
  }

  remove(subscription: Subscription): void {
    if (this.#running.get(keyOf(subscription)) === subscription) this.#running.delete(keyOf(subscription));
  }

  end(consumerArn: string): void {
    for (const subscription of this.#running.values()) if (subscription.consumerArn === consumerArn) subscription.end();
  }

  endAll(): void {
    for (const subscription of this.#running.values()) subscription.end();
  }
}

const keyOf = ({ consumerArn, shard }: Pick<Subscription, "consumerArn" | "shard">): string =>
  `${shard} ${consumerArn}`;
