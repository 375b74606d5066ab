import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { policyNotFound, resourceOfArnNotFound } from "./errors.ts";
import type { DynamoDbStore } from "./store.ts";

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

const noPolicy = "NO_POLICY";

export function refuseUnlessResource(store: DynamoDbStore, arn: string): void {
  const isThere = arn.includes("/stream/") ? store.streams.find(arn) : store.findTable(arn);
  if (isThere === undefined) throw resourceOfArnNotFound(arn);
}

/** A change that expects another revision than the current one is refused, and so is one that expects none. */
export function refuseOtherRevision(current: ResourcePolicy | undefined, expected: string | undefined): void {
  if (expected === undefined || expected === (current?.revision ?? noPolicy)) return;
  throw policyNotFound(expected);
}
