import { parseArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { notFound } from "./errors.ts";
import { type Cluster, type Instance, type Kind, lower, type Nouns } from "./model.ts";
import type { Servers } from "./server/servers.ts";

/** The databases of one account in one region. */
export class RdsStore {
  readonly scope: Scope;
  readonly servers: Servers;
  readonly #nouns: Collection<unknown>;

  constructor(database: Database, scope: Scope, servers: Servers) {
    this.scope = scope;
    this.servers = servers;
    this.#nouns = new Collection(database, "resources");
  }

  find<K extends Kind>(kind: K, id: string): Nouns[K] | undefined {
    return this.#nouns.get([kind, id]) as Nouns[K] | undefined;
  }

  list<K extends Kind>(kind: K): Nouns[K][] {
    return [...this.#nouns.list({ under: [kind] })] as Nouns[K][];
  }

  put<K extends Kind>(kind: K, id: string, noun: Nouns[K]): void {
    this.#nouns.put([kind, id], noun);
  }

  delete(kind: Kind, id: string): void {
    this.#nouns.delete([kind, id]);
  }

  /** By its identifier, its ARN, or the id that stays when it is renamed. */
  findCluster(name: string): Cluster | undefined {
    const id = lower(lastOf(name));
    return this.find("cluster", id) ?? this.list("cluster").find((one) => one.DbClusterResourceId.toLowerCase() === id);
  }

  cluster(name: string | undefined): Cluster {
    const cluster = this.findCluster(name ?? "");
    if (cluster === undefined) throw notFound.cluster(name ?? "");
    return cluster;
  }

  /** As the Data API asks for it. */
  findDatabase(arn: string) {
    const cluster = arn.startsWith("arn:") ? this.findCluster(arn) : undefined;
    if (cluster?.DBClusterArn !== arn) return undefined;
    const { DBClusterIdentifier: id, HttpEndpointEnabled: isHttpEndpointEnabled, port, database: name } = cluster;
    return { arn, id, isHttpEndpointEnabled, port, name };
  }

  findInstance(name: string): Instance | undefined {
    const id = lower(lastOf(name));
    return this.find("db", id) ?? this.list("db").find((one) => one.DbiResourceId.toLowerCase() === id);
  }

  instance(name: string | undefined): Instance {
    const instance = this.findInstance(name ?? "");
    if (instance === undefined) throw notFound.instance(name ?? "");
    return instance;
  }

  membersOf({ DBClusterIdentifier: id }: Cluster): Instance[] {
    return this.list("db").filter(({ DBClusterIdentifier }) => DBClusterIdentifier === id);
  }

  putCluster(cluster: Cluster): void {
    this.put("cluster", cluster.DBClusterIdentifier, cluster);
  }

  putInstance(instance: Instance): void {
    this.put("db", instance.DBInstanceIdentifier, instance);
  }
}

const lastOf = (name: string): string => parseArn(name)?.resource.split(":").at(-1) ?? name;
