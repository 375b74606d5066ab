import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";

/** A policy attached to a table or to a stream. */
export interface ResourcePolicy {
  /** JSON, as it was given. */
  readonly text: string;
  readonly revision: string;
}

/** The policies of one account in one region. Few, and asked for at every call: all of them stay in memory. */
export class ResourcePolicies {
  readonly #saved: Collection<ResourcePolicy & { readonly arn: string }>;
  readonly #known: Map<string, ResourcePolicy>;

  constructor(database: Database) {
    this.#saved = new Collection(database, "resource-policies");
    this.#known = new Map([...this.#saved.list()].map((policy) => [policy.arn, policy]));
  }

  get(arn: string): ResourcePolicy | undefined {
    return this.#known.get(arn);
  }

  put(arn: string, policy: ResourcePolicy): void {
    this.#known.set(arn, policy);
    this.#saved.put(arn, { arn, ...policy });
  }

  delete(arn: string): void {
    if (this.#known.delete(arn)) this.#saved.delete(arn);
  }

  /** What has a say over a resource: the policy of a table counts for its indexes too. */
  over(arn: string): string | undefined {
    return this.#known.size === 0 ? undefined : this.#known.get(arn.replace(/\/index\/[^/]+$/, ""))?.text;
  }
}
