import type { Scope } from "./operation.ts";
import type { Collection } from "./store/collection.ts";

/** Names of one service that nobody else may have, in whatever account: buckets. */
export class Names {
  readonly #taken: Collection<Scope>;
  readonly #service: string;

  constructor(taken: Collection<Scope>, service: string) {
    this.#taken = taken;
    this.#service = service;
  }

  /** Where a name is at home; undefined for one that nobody has. */
  ownerOf(name: string): Scope | undefined {
    return this.#taken.get([this.#service, name]);
  }

  take(name: string, { account, region }: Scope): void {
    this.#taken.put([this.#service, name], { account, region });
  }

  release(name: string): void {
    this.#taken.delete([this.#service, name]);
  }
}
