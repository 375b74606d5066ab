import type { Access } from "../operation.ts";
import { allowsPlainly } from "./evaluate.ts";

interface OwnPolicies {
  readonly identity: readonly string[];
  readonly boundary?: string | undefined;
}

const rememberedMax = 2000;

/**
 * Remembers what principals may do by their own policies alone, whatever else is known of a request. It is forgotten with
 * the policies: a change of them makes another object.
 */
export class PlainDecisions {
  readonly #known = new WeakMap<OwnPolicies, Map<string, boolean>>();

  /** False where it is not allowed, and where conditions or variables have a say. */
  allows(own: OwnPolicies, access: Access): boolean {
    const id = `${access.action}\n${access.resource}`;
    let known = this.#known.get(own);
    if (known === undefined) {
      known = new Map();
      this.#known.set(own, known);
    }
    let allowed = known.get(id);
    if (allowed === undefined) {
      allowed =
        allowsPlainly(access, own.identity) && (own.boundary === undefined || allowsPlainly(access, [own.boundary]));
      if (known.size >= rememberedMax) known.clear();
      known.set(id, allowed);
    }
    return allowed;
  }
}
