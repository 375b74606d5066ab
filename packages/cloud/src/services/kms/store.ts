import { type Clock, type Ids, parseArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { aliasNotFound, invalidKeyId, keyNotFound, wrongRegion } from "./errors.ts";
import { managedDescription } from "./keys/managed-services.ts";
import { randomMaterial } from "./keys/material.ts";
import { managedPolicy } from "./keys/policy.ts";
import { type Alias, aliasArn, type Grant, type ImportOffer, type Key, keyArn } from "./model.ts";

interface Source {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
}

const isId = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The keys of one account in one region, with their aliases and grants. */
export class KmsStore {
  readonly scope: Scope;
  readonly #source: Source;
  readonly #keys: Collection<Key>;
  readonly #aliases: Collection<Alias>;
  readonly #grants: Collection<Grant>;
  readonly #offers: Collection<ImportOffer>;

  constructor(source: Source, scope: Scope) {
    this.scope = scope;
    this.#source = source;
    this.#keys = new Collection(source.database, "keys");
    this.#aliases = new Collection(source.database, "aliases");
    this.#grants = new Collection(source.database, "grants");
    this.#offers = new Collection(source.database, "offers");
  }

  /**
   * By id, ARN, alias or an alias's ARN. The alias of a service (`alias/aws/s3`) gets its key when it is first asked for.
   * Throws NotFoundException.
   */
  key(name: string): Key {
    const local = this.#localName(name);
    if (local.startsWith("alias/")) {
      const alias = this.#aliases.get(local) ?? this.#managedAlias(local);
      if (alias === undefined) throw aliasNotFound(aliasArn(this.scope, local));
      return this.key(alias.keyId);
    }
    const key = this.#keys.get(local);
    if (key !== undefined) return key;
    throw isId.test(local) ? keyNotFound(keyArn(this.scope, local)) : invalidKeyId(local);
  }

  findKey(id: string): Key | undefined {
    return this.#keys.get(id);
  }

  keys(): IterableIterator<Key> {
    return this.#keys.list();
  }

  putKey(key: Key): void {
    this.#keys.put(key.id, key);
  }

  deleteKey(id: string): void {
    this.#keys.delete(id);
    for (const grant of [...this.grants(id)]) this.deleteGrant(grant);
    for (const alias of [...this.#aliases.list()]) if (alias.keyId === id) this.#aliases.delete(alias.name);
  }

  alias(name: string): Alias {
    const alias = this.#aliases.get(name);
    if (alias === undefined) throw aliasNotFound(aliasArn(this.scope, name));
    return alias;
  }

  findAlias(name: string): Alias | undefined {
    return this.#aliases.get(name);
  }

  aliases(): IterableIterator<Alias> {
    return this.#aliases.list();
  }

  putAlias(alias: Alias): void {
    this.#aliases.put(alias.name, alias);
  }

  deleteAlias(name: string): void {
    this.#aliases.delete(name);
  }

  grants(keyId: string): IterableIterator<Grant> {
    return this.#grants.list({ under: keyId });
  }

  allGrants(): IterableIterator<Grant> {
    return this.#grants.list();
  }

  findGrant(keyId: string, id: string): Grant | undefined {
    return this.#grants.get([keyId, id]);
  }

  putGrant(grant: Grant): void {
    this.#grants.put([grant.keyId, grant.id], grant);
  }

  deleteGrant({ keyId, id }: Grant): void {
    this.#grants.delete([keyId, id]);
  }

  findOffer(keyId: string, token: string): ImportOffer | undefined {
    const offer = this.#offers.get(keyId);
    return offer?.token === token ? offer : undefined;
  }

  /** In place of the one before: a key has one open offer. */
  putOffer(offer: ImportOffer): void {
    this.#offers.put(offer.keyId, offer);
  }

  #localName(name: string): string {
    const arn = parseArn(name);
    if (arn === undefined) return name;
    if (arn.region !== this.scope.region) throw wrongRegion(arn.region);
    return arn.resource.replace(/^key\//, "");
  }

  #managedAlias(name: string): Alias | undefined {
    const service = /^alias\/aws\/([a-z0-9-]+)$/.exec(name)?.[1];
    if (service === undefined) return undefined;
    const { clock, ids } = this.#source;
    const createdAt = clock.now();
    const alias: Alias = { name, keyId: ids.uuid(), createdAt, changedAt: createdAt };
    this.putKey({
      id: alias.keyId,
      manager: "AWS",
      description: managedDescription(service),
      usage: "ENCRYPT_DECRYPT",
      spec: "SYMMETRIC_DEFAULT",
      origin: "AWS_KMS",
      state: "Enabled",
      policy: managedPolicy(this.scope.account, this.scope.region, service),
      tags: {},
      createdAt,
      materials: [randomMaterial(this.#source, 32)],
    });
    this.putAlias(alias);
    return alias;
  }
}
