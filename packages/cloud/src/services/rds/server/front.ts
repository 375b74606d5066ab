import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Log } from "@millrace/core";
import type { DatabaseServer } from "./database-server.ts";
import { ownerName } from "./own-server.ts";
import { readStartup, type Startup } from "./startup-message.ts";
import { withClient } from "./with-client.ts";

interface FrontOptions {
  readonly server: DatabaseServer;
  readonly log: Log;
  /** Whether anything answers: a cluster without instances does not. */
  readonly isUp: () => boolean;
  /** Whether the networks let a connection through. */
  readonly admits: (client: Socket) => Promise<boolean>;
}

const host = "127.0.0.1";

/** Listens at the endpoint of a database, starts its server with the first connection, and hands bytes through. */
export class Front {
  readonly #options: FrontOptions;
  readonly #listener: Server;
  readonly #open = new Set<Socket>();

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
    return typeof address === "object" && address !== null ? address.port : port;
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => this.#open.delete(socket));
    // Its other end is closed below.
    socket.on("error", () => undefined);
  }

  async #serve(client: Socket): Promise<void> {
    const { server, isUp, admits } = this.#options;
    // As where a network drops what is sent into it: nobody ever answers.
    if (!(await admits(client))) return;
    const startup = await readStartup(client);
    if (startup === undefined || !isUp()) {
      client.destroy();
      return;
    }
    await server.start();
    if (!startup.isCancel && !(await this.#letsIn(client, startup))) return;
    const upstream = connect(server.address);
    this.#keep(upstream);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    upstream.write(startup.bytes);
    client.pipe(upstream).pipe(client);
  }

  /** The server checks passwords. Its owner is nobody outside, and who is to show a token of IAM has no password that counts. */
  async #letsIn(client: Socket, { user }: Startup): Promise<boolean> {
    if (user === ownerName) return refuse(client, user);
    const usesTokens = await withClient(this.#options.server.owner, async (owner) => {
      const { rows } = await owner.query(
        `SELECT 1 FROM pg_auth_members JOIN pg_roles AS granted ON granted.oid = roleid JOIN pg_roles AS user_ ON user_.oid = member
         WHERE granted.rolname = 'rds_iam' AND user_.rolname = $1`,
        [user],
      );
      return rows.length > 0;
    });
    return !usesTokens || refuse(client, user);
  }
}

/** In the words of RDS, which checks tokens by PAM. */
function refuse(client: Socket, user: string): false {
  const fields = ["SFATAL", "VFATAL", "C28000", `MPAM authentication failed for user "${user}"`];
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join("")}\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(body.length + 4, 1);
  client.end(Buffer.concat([head, body]));
  return false;
}
