import type { DecisionLog } from "../../kernel/decision-log.ts";
import type { Principal } from "../../kernel/principal.ts";
import type { IdentityPolicies, ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import { awsManagedPolicy } from "./aws-managed-policies.ts";
import { noSuch, noSuchPolicyDocument } from "./errors.ts";
import type {
  AccessReport,
  Entity,
  Group,
  Identity,
  InstanceProfile,
  ManagedPolicy,
  MfaDevice,
  OpenIdProvider,
  PasswordPolicy,
  Role,
  SamlProvider,
  ServerCertificate,
  User,
} from "./model.ts";
import { defaultDocument } from "./model.ts";
import { Nouns } from "./nouns.ts";

/** Settings of the account itself. */
export interface AccountSettings {
  readonly alias?: string | undefined;
  readonly passwordPolicy?: PasswordPolicy | undefined;
  /** When the credential report was asked for. */
  readonly reportedAt?: number | undefined;
  readonly tokenVersion?: string | undefined;
}

const identitiesRememberedMax = 1000;

/** The identities of one account. */
export class IamStore {
  readonly roles: Nouns<Role>;
  readonly users: Nouns<User>;
  readonly groups: Nouns<Group>;
  readonly instanceProfiles: Nouns<InstanceProfile>;
  readonly openIdProviders: Nouns<OpenIdProvider>;
  readonly samlProviders: Nouns<SamlProvider>;
  readonly serverCertificates: Nouns<ServerCertificate>;
  readonly mfaDevices: Nouns<MfaDevice>;
  readonly accessReports: Nouns<AccessReport>;
  /** Who used which right on what. */
  readonly decisions: DecisionLog;
  readonly #policies: Nouns<ManagedPolicy>;
  readonly #accessKeyOwners: Collection<string>;
  readonly #settings: Collection<AccountSettings>;
  /** What principals may do as their policies stand; forgotten at every change. */
  readonly #remembered = new Map<string, IdentityPolicies | undefined>();

  constructor({ database, decisions }: Pick<ServiceKernel, "database" | "decisions">) {
    this.decisions = decisions;
    const changed = (): void => this.#remembered.clear();
    const named = <Noun extends { readonly name: string }>(table: string, missing: (name: string) => Error) =>
      new Nouns<Noun>(database, { table, missing, changed, keyOf: ({ name }) => name });
    const byArn = <Noun extends { readonly arn: string }>(table: string, missing: (arn: string) => Error) =>
      new Nouns<Noun>(database, { table, missing, changed, keyOf: ({ arn }) => arn });
    const isLasting = (): void => undefined;
    const reports = { table: "accessReports", missing: noSuch.accessReport, changed: isLasting };
    this.accessReports = new Nouns<AccessReport>(database, { ...reports, keyOf: ({ id }) => id });
    this.roles = named("roles", noSuch.role);
    this.users = named("users", noSuch.user);
    this.groups = named("groups", noSuch.group);
    this.instanceProfiles = named("instanceProfiles", noSuch.instanceProfile);
    this.serverCertificates = named("serverCertificates", noSuch.serverCertificate);
    this.openIdProviders = byArn("openIdProviders", noSuch.openIdProvider);
    this.samlProviders = byArn("samlProviders", noSuch.samlProvider);
    this.mfaDevices = byArn("mfaDevices", noSuch.mfaDevice);
    this.#policies = byArn("policies", noSuchPolicyDocument);
    this.#accessKeyOwners = new Collection(database, "accessKeyOwners");
    this.#settings = new Collection(database, "settings");
  }

  findPolicy(arn: string): ManagedPolicy | undefined {
    return this.#policies.find(arn) ?? awsManagedPolicy(arn);
  }

  /** Throws NoSuchEntity. */
  policy(arn: string): ManagedPolicy {
    return awsManagedPolicy(arn) ?? this.#policies.get(arn);
  }

  /** The account's own policies. */
  policies(): IterableIterator<ManagedPolicy> {
    return this.#policies.list();
  }

  putPolicy(policy: ManagedPolicy): void {
    this.#policies.put(policy);
  }

  deletePolicy(policy: ManagedPolicy): void {
    this.#policies.delete(policy);
  }

  *identities(): IterableIterator<Identity> {
    yield* this.roles.list();
    yield* this.users.list();
    yield* this.groups.list();
  }

  /** How many identities a policy is attached to, and of how many it is the boundary. */
  policyUse(arn: string): { readonly attached: number; readonly boundaries: number } {
    let [attached, boundaries] = [0, 0];
    for (const { attachedPolicyArns, boundaryArn } of this.identities()) {
      if (attachedPolicyArns.includes(arn)) attached++;
      if (boundaryArn === arn) boundaries++;
    }
    return { attached, boundaries };
  }

  *membersOf(group: Group): IterableIterator<User> {
    const name = group.name.toLowerCase();
    for (const user of this.users.list()) {
      if (user.groupNames.some((member) => member.toLowerCase() === name)) yield user;
    }
  }

  /** The user that an access key was made for. */
  accessKeyOwner(accessKeyId: string): User | undefined {
    const name = this.#accessKeyOwners.get(accessKeyId);
    return name === undefined ? undefined : this.users.find(name);
  }

  putAccessKeyOwner(accessKeyId: string, user: Entity): void {
    this.#accessKeyOwners.put(accessKeyId, user.name);
  }

  deleteAccessKeyOwner(accessKeyId: string): void {
    this.#accessKeyOwners.delete(accessKeyId);
  }

  get settings(): AccountSettings {
    return this.#settings.get("account") ?? {};
  }

  changeSettings(changes: AccountSettings): void {
    this.#settings.put("account", { ...this.settings, ...changes });
  }

  /** Undefined for a user or role that is no more, or was made again since. */
  identityPolicies(principal: Principal): IdentityPolicies | undefined {
    if (principal.kind !== "session" && principal.kind !== "user") return { identity: [] };
    const known = this.#remembered.get(principal.userId);
    if (known !== undefined || this.#remembered.has(principal.userId)) return known;
    const found = principal.kind === "session" ? this.#rolePolicies(principal) : this.#userPolicies(principal);
    if (this.#remembered.size >= identitiesRememberedMax) this.#remembered.clear();
    this.#remembered.set(principal.userId, found);
    return found;
  }

  #rolePolicies({ roleArn, userId }: Principal & { kind: "session" }): IdentityPolicies | undefined {
    const role = this.roles.find(roleArn.split("/").at(-1) ?? "");
    return role === undefined || !userId.startsWith(`${role.id}:`) ? undefined : this.#policiesOf(role);
  }

  #userPolicies({ arn, userId }: Principal & { kind: "user" }): IdentityPolicies | undefined {
    const user = this.users.find(arn.split("/").at(-1) ?? "");
    if (user === undefined || user.id !== userId) return undefined;
    const groups = user.groupNames.flatMap((name) => this.groups.find(name) ?? []);
    const own = this.#policiesOf(user);
    const all = [own, ...groups.map((group) => this.#policiesOf(group))];
    return { ...own, identity: all.flatMap(({ identity }) => identity), names: all.flatMap(({ names }) => names) };
  }

  #policiesOf(identity: Identity & { readonly tags?: Role["tags"] }): IdentityPolicies & { readonly names: string[] } {
    const attached = identity.attachedPolicyArns.flatMap((arn) => this.findPolicy(arn) ?? []);
    const boundary = identity.boundaryArn === undefined ? undefined : this.findPolicy(identity.boundaryArn);
    return {
      identity: [...Object.values(identity.inlinePolicies), ...attached.map(defaultDocument)],
      names: [...Object.keys(identity.inlinePolicies), ...attached.map(({ arn }) => arn)],
      boundary: boundary === undefined ? undefined : defaultDocument(boundary),
      tags: identity.tags ?? {},
    };
  }
}
