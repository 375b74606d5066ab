/** Counters of what is served now. They live as long as the program: AWS's own promise no more than their best. */
export class Limits {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #authorizations = new Map<string, { readonly value: unknown; readonly expiresAt: number }>();

  /** Takes a token out of a bucket that refills with `rate` a second up to `burst`; false when it is empty. */
  take(
    name: string,
    { rate, burst, now }: { readonly rate: number; readonly burst: number; readonly now: number },
  ): boolean {
    const bucket = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bound(this.#buckets);
    this.#buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }

  /** What an authorizer has said before of the same question. */
  authorization(name: string, now: number): unknown {
    const found = this.#authorizations.get(name);
    return found === undefined || found.expiresAt <= now ? undefined : found.value;
  }

  remember(name: string, value: unknown, expiresAt: number): void {
    bound(this.#authorizations);
    this.#authorizations.set(name, { value, expiresAt });
  }

  forgetAuthorizations(apiId: string): void {
    for (const name of [...this.#authorizations.keys()])
      if (name.startsWith(`${apiId}/`)) this.#authorizations.delete(name);
  }
}

const entriesMax = 10_000;

function bound(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size >= entriesMax && oldest !== undefined) map.delete(oldest);
}
