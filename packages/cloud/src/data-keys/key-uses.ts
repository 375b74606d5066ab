import { nameOf, type Principal } from "../kernel/principal.ts";

/** Beyond these all are asked for anew. */
const usesMax = 10_000;

/** Who was let use what, for a while: AWS's services ask KMS again only when it is over. Nothing of it outlives a restart. */
export class KeyUses<Value> {
  readonly #uses = new Map<string, { readonly value: Value; readonly until: number }>();

  find(principal: Principal, what: string, now: number): Value | undefined {
    const use = this.#uses.get(nameOfUse(principal, what));
    return use === undefined || use.until <= now ? undefined : use.value;
  }

  remember(principal: Principal, what: string, use: { readonly value: Value; readonly until: number }): void {
    if (this.#uses.size >= usesMax) this.#uses.clear();
    this.#uses.set(nameOfUse(principal, what), use);
  }
}

const nameOfUse = (principal: Principal, what: string): string => `${principal.account} ${nameOf(principal)} ${what}`;
