import type { Principal } from "../../kernel/principal.ts";
import type { IdentityPolicies } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { awsManagedPolicy } from "./aws-managed-policies.ts";
import { noSuchPolicyDocument, noSuchRole } from "./errors.ts";
import { defaultDocument, type ManagedPolicy, type Role } from "./model.ts";

/** The identities of one account. */
export class IamStore {
  readonly #roles: Collection<Role>;
  readonly #policies: Collection<ManagedPolicy>;

  constructor(database: Database) {
    this.#roles = new Collection(database, "roles");
    this.#policies = new Collection(database, "policies");
  }

  findRole(name: string): Role | undefined {
    return this.#roles.get(name.toLowerCase());
  }

  /** Throws NoSuchEntity. Names are compared without case, as IAM does. */
  role(name: string): Role {
    const role = this.findRole(name);
    if (role === undefined) throw noSuchRole(name);
    return role;
  }

  *roles(pathPrefix: string): IterableIterator<Role> {
    for (const role of this.#roles.list()) if (role.path.startsWith(pathPrefix)) yield role;
  }

  putRole(role: Role): void {
    this.#roles.put(role.name.toLowerCase(), role);
  }

  deleteRole(role: Role): void {
    this.#roles.delete(role.name.toLowerCase());
  }

  findPolicy(arn: string): ManagedPolicy | undefined {
    return this.#policies.get(arn) ?? awsManagedPolicy(arn);
  }

  /** Throws NoSuchEntity. */
  policy(arn: string): ManagedPolicy {
    const policy = this.findPolicy(arn);
    if (policy === undefined) throw noSuchPolicyDocument(arn);
    return policy;
  }

  /** The account's own policies. */
  policies(): IterableIterator<ManagedPolicy> {
    return this.#policies.list();
  }

  putPolicy(policy: ManagedPolicy): void {
    this.#policies.put(policy.arn, policy);
  }

  deletePolicy(policy: ManagedPolicy): void {
    this.#policies.delete(policy.arn);
  }

  /** How many roles a policy is attached to. */
  attachmentCount(arn: string): number {
    let count = 0;
    for (const role of this.#roles.list()) if (role.attachedPolicyArns.includes(arn)) count++;
    return count;
  }

  identityPolicies(principal: Principal): IdentityPolicies {
    if (principal.kind !== "session") return { identity: [] };
    const role = this.findRole(principal.roleArn.split("/").at(-1) ?? "");
    if (role === undefined) return { identity: [] };
    const attached = role.attachedPolicyArns.flatMap((arn) => this.findPolicy(arn) ?? []).map(defaultDocument);
    const boundary = role.boundaryArn === undefined ? undefined : this.findPolicy(role.boundaryArn);
    return {
      identity: [...Object.values(role.inlinePolicies), ...attached],
      boundary: boundary === undefined ? undefined : defaultDocument(boundary),
    };
  }
}
