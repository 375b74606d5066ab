import type { Ids } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { notFound } from "./errors.ts";
import { idOf, type Kind, kinds, type Network, type Nouns } from "./model.ts";

/** The networks of one account in one region. */
export class Ec2Store {
  readonly scope: Scope;
  readonly #nouns: Collection<unknown>;
  readonly #opened: Collection<boolean>;
  readonly #ids: Ids;

  constructor(database: Database, scope: Scope, ids: Ids) {
    this.scope = scope;
    this.#nouns = new Collection(database, "resources");
    this.#opened = new Collection(database, "opened");
    this.#ids = ids;
  }

  newId(kind: Kind): string {
    return `${kinds[kind].prefix}-${this.hex()}`;
  }

  /** The part of an id behind its prefix. */
  hex(): string {
    return `0${this.#ids.text(16, "0123456789abcdef")}`;
  }

  find<K extends Kind>(kind: K, id: string): Nouns[K] | undefined {
    return this.#nouns.get([kind, id]) as Nouns[K] | undefined;
  }

  /** Throws what AWS throws for one that is not there. */
  get<K extends Kind>(kind: K, id = ""): Nouns[K] {
    const noun = this.find(kind, id);
    if (noun === undefined) throw notFound(kind, id);
    return noun;
  }

  list<K extends Kind>(kind: K): Nouns[K][] {
    return [...this.#nouns.list({ under: [kind] })] as Nouns[K][];
  }

  put<K extends Kind>(kind: K, noun: Nouns[K]): void {
    this.#nouns.put([kind, idOf(kind, noun)], noun);
  }

  delete(kind: Kind, id: string): void {
    this.#nouns.delete([kind, id]);
  }

  /** Every account has a network in every region before it asks for one. */
  openWith(network: () => Network): void {
    if (this.#opened.has("network")) return;
    this.#opened.put("network", true);
    this.putNetwork(network());
  }

  putNetwork(network: Network): void {
    this.put("vpc", network.vpc);
    this.put("route-table", network.routeTable);
    this.put("network-acl", network.networkAcl);
    this.put("security-group", network.securityGroup);
    for (const rule of network.rules) this.put("security-group-rule", rule);
    for (const subnet of network.subnets ?? []) this.put("subnet", subnet);
    if (network.internetGateway !== undefined) this.put("internet-gateway", network.internetGateway);
    if (network.dhcpOptions !== undefined) this.put("dhcp-options", network.dhcpOptions);
  }
}
