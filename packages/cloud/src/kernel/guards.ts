import type { Principal } from "./principal.ts";
import type { Collection } from "./store/collection.ts";

export interface Guard {
  readonly account: string;
  /** JSON text. */
  readonly policy: string;
}

/**
 * What nobody in an account may go beyond, whatever its policies allow: a service control policy. It caps users and roles,
 * not the account itself, nor services and the roles that are linked to them. Kept over restarts.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class Guards {
  readonly #kept: Collection<Guard>;
  readonly #all: Map<string, Guard>;

  constructor(kept: Collection<Guard>) {
    this.#kept = kept;
    this.#all = new Map([...kept.list()].map((guard) => [guard.account, guard]));
  }

  /** Undefined for whom nothing caps. */
  of(principal: Principal): string | undefined {
    if (this.#all.size === 0 || !capped.has(principal.kind)) return undefined;
    if (principal.kind === "session" && principal.roleArn.includes(":role/aws-service-role/")) return undefined;
    return this.#all.get(principal.account)?.policy;
  }

  list(): readonly Guard[] {
    return [...this.#all.values()];
  }

  put(guard: Guard): void {
    this.#all.set(guard.account, guard);
    this.#kept.put(guard.account, guard);
  }

  /** Answers whether there was one. */
  remove(account: string): boolean {
    this.#kept.delete(account);
    return this.#all.delete(account);
  }
}

const capped: ReadonlySet<Principal["kind"]> = new Set(["user", "session", "federated-user"]);
