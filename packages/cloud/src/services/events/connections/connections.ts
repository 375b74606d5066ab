import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import { notFound } from "../errors.ts";
import type { ApiDestination, Connection, Endpoint } from "./connection.ts";

/** Connections, the API destinations that use them, and global endpoints. */
export class Connections {
  readonly #connections: Collection<Connection>;
  readonly #destinations: Collection<ApiDestination>;
  readonly #endpoints: Collection<Endpoint>;

  constructor(database: Database) {
    this.#connections = new Collection(database, "connections");
    this.#destinations = new Collection(database, "api destinations");
    this.#endpoints = new Collection(database, "endpoints");
  }

  find(name: string): Connection | undefined {
    return this.#connections.get(name);
  }

  /** `verb` is what is asked for, as AWS says it in the refusal. */
  connection(name: string, verb: string): Connection {
    const connection = this.#connections.get(name);
    if (connection === undefined) {
      throw notFound(`Failed to ${verb} the connection(s). Connection '${name}' does not exist.`);
    }
    return connection;
  }

  byArn(arn: string): Connection | undefined {
    const [, name = "", id] = arn.slice(arn.lastIndexOf(":") + 1).split("/");
    const connection = this.#connections.get(name);
    return connection?.id === id ? connection : undefined;
  }

  connections(prefix = ""): Connection[] {
    return [...this.#connections.list({ startingWith: prefix })];
  }

  put(connection: Connection): void {
    this.#connections.put(connection.name, connection);
  }

  delete(name: string): void {
    this.#connections.delete(name);
  }

  findDestination(name: string): ApiDestination | undefined {
    return this.#destinations.get(name);
  }

  destination(name: string, verb: string): ApiDestination {
    const destination = this.#destinations.get(name);
    if (destination === undefined) {
      throw notFound(`Failed to ${verb} the api-destination(s). An api-destination '${name}' does not exist.`);
    }
    return destination;
  }

  destinations(prefix = ""): ApiDestination[] {
    return [...this.#destinations.list({ startingWith: prefix })];
  }

  putDestination(destination: ApiDestination): void {
    this.#destinations.put(destination.name, destination);
  }

  deleteDestination(name: string): void {
    this.#destinations.delete(name);
  }

  findEndpoint(name: string): Endpoint | undefined {
    return this.#endpoints.get(name);
  }

  endpoint(name: string): Endpoint {
    const endpoint = this.#endpoints.get(name);
    if (endpoint === undefined) throw notFound(`Endpoint ${name} does not exist.`);
    return endpoint;
  }

  endpoints(prefix = ""): Endpoint[] {
    return [...this.#endpoints.list({ startingWith: prefix })];
  }

  putEndpoint(endpoint: Endpoint): void {
    this.#endpoints.put(endpoint.name, endpoint);
  }

  deleteEndpoint(name: string): void {
    this.#endpoints.delete(name);
  }
}
