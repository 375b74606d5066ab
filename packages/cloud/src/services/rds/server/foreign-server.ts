import type { NetConnectOpts } from "node:net";
import type { ClientConfig } from "pg";
import type { DatabaseServer } from "./database-server.ts";

/** A server that somebody else keeps: it runs, and stays when the cloud stops. */
export class ForeignServer implements DatabaseServer {
  readonly address: NetConnectOpts;
  readonly owner: ClientConfig;

  constructor(url: string) {
    const { hostname, port, username, password, pathname } = new URL(url);
    this.address = { host: hostname, port: Number(port || 5432) };
    this.owner = {
      host: hostname,
      port: Number(port || 5432),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: decodeURIComponent(pathname.slice(1)) || "postgres",
    };
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  letIn(_: string, isLetIn: boolean): Promise<void> {
    return isLetIn ? Promise.reject(new Error("a server of somebody else takes no tokens")) : Promise.resolve();
  }

  /** What is in it is its owner's. */
  remove(): Promise<void> {
    return Promise.resolve();
  }

  copyTo(): Promise<void> {
    return Promise.reject(new Error("A PostgreSQL server of somebody else is not copied"));
  }
}
