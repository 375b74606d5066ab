import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { Log } from "@millrace/core";
import type { DatabaseServer } from "./database-server.ts";
import { askPassword, refuse } from "./messages.ts";
import { ownerName } from "./owner-name.ts";
import { readStartup, type Startup } from "./startup-message.ts";
import { usesTokens } from "./token-users.ts";
import { withClient } from "./with-client.ts";

interface FrontOptions {
  readonly server: DatabaseServer;
  readonly log: Log;
  /** Whether anything answers: a cluster without instances does not. */
  readonly isUp: () => boolean;
  /** Whether the networks let a connection through. */
  readonly admits: (client: Socket) => Promise<boolean>;
  /** What clients are shown that ask for TLS. */
  readonly context: () => SecureContext;
  /** Throws unless a token of IAM opens this database to a user at a port. */
  readonly checkToken: (user: string, token: string, port: number) => void;
}

const host = "127.0.0.1";

/** Listens at the endpoint of a database, starts its server with the first connection, and hands bytes through. */
export class Front {
  readonly #options: FrontOptions;
  readonly #listener: Server;
  readonly #open = new Set<Socket>();
  #port = 0;

  constructor(options: FrontOptions) {
    this.#options = options;
    this.#listener = createServer({ pauseOnConnect: false }, (socket) => {
      this.#keep(socket);
      this.#serve(socket).catch((error: unknown) => {
        options.log.warn("a connection to a database failed", { error: String(error) });
        socket.destroy();
      });
    });
  }

  /** At the wanted port if that is free, else at any. Answers at which. */
  async listen(wanted: number): Promise<number> {
    try {
      return await this.#listenAt(wanted);
    } catch {
      return await this.#listenAt(0);
    }
  }

  async stop(): Promise<void> {
    const closed = this.#listener.listening ? once(this.#listener, "close") : undefined;
    this.#listener.close();
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async #listenAt(port: number): Promise<number> {
    this.#listener.listen({ port, host });
    await once(this.#listener, "listening");
    const address = this.#listener.address();
    this.#port = typeof address === "object" && address !== null ? address.port : port;
    return this.#port;
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => this.#open.delete(socket));
    // Its other end is closed below.
    socket.on("error", () => undefined);
  }

  async #serve(socket: Socket): Promise<void> {
    const { server, isUp, admits, context } = this.#options;
    // As where a network drops what is sent into it: nobody ever answers.
    if (!(await admits(socket))) return;
    const startup = await readStartup(socket, context);
    if (startup === undefined || !isUp()) {
      socket.destroy();
      return;
    }
    await server.start();
    if (!startup.isCancel && !(await this.#letsIn(startup))) return;
    const { client } = startup;
    const upstream = connect(server.address);
    this.#keep(upstream);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    upstream.write(startup.bytes);
    client.pipe(upstream).pipe(client);
  }

  /** The server checks passwords, tokens of IAM are checked here. Its owner is nobody outside. */
  async #letsIn({ client, user, database, isSecure }: Startup): Promise<boolean> {
    // In the words of RDS, which checks tokens by PAM.
    const failed = `PAM authentication failed for user "${user}"`;
    const { server, log, checkToken } = this.#options;
    if (user === ownerName) return refuse(client, failed);
    if (!(await withClient(server.owner, (owner) => usesTokens(owner, user)))) {
      await server.letIn(user, false);
      return true;
    }
    if (!isSecure) {
      const connection = `host "${host}", user "${user}", database "${database}"`;
      return refuse(client, `pg_hba.conf rejects connection for ${connection}, no encryption`);
    }
    const token = await askPassword(client);
    if (token === undefined) return false;
    try {
      checkToken(user, token, this.#port);
      await server.letIn(user, true);
    } catch (error) {
      log.warn("a token does not open a database", { user, error: error instanceof Error ? error.message : error });
      return refuse(client, failed);
    }
    return true;
  }
}
