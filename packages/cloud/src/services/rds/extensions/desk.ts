import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { Log } from "@millrace/core";
import { message, readBytes } from "../server/messages.ts";

/** As it is part of a socket's name: `.s.PGSQL.5433`, beside the server's own. */
export const deskPort = 5433;

/** What an extension is told; an `error` is raised by it, as its own. */
export type DeskAnswer = { readonly [member: string]: unknown } | DeskError;

export interface DeskError {
  readonly error: string;
  /** SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly code: string;
  /** Not both. */
  readonly detail?: string;
  readonly hint?: string;
}

/** SQLSTATE of what is nobody's mistake that is known. */
export const internalError = "XX000";

/** Who answers at a desk. */
export interface DeskClerk {
  /** Told of the folder that it shares with the server. */
  moveTo(folder: string): void;
  answer(request: unknown): Promise<DeskAnswer>;
}

/** What PostgreSQL's client library wants to know of a server before it asks it anything. */
const parameters = {
  server_version: "17.0",
  client_encoding: "UTF8",
  standard_conforming_strings: "on",
  integer_datetimes: "on",
};

/** A function's payload has 6 MB at most, the rest is names. */
const requestBytesMax = 16 * 1024 * 1024;
const startupBytesMax = 10_000;

/**
 * Where the functions of extensions ask the cloud: it speaks as a server of PostgreSQL does, so that they need nothing but PostgreSQL's
 * own client. Every query is JSON, and is answered by one row of JSON. It listens in a folder that only the server can look into.
 */
export class Desk {
  readonly #clerk: DeskClerk;
  readonly #log: Log;
  readonly #open = new Set<Socket>();
  #listener: Server | undefined;

  constructor(clerk: DeskClerk, log: Log) {
    this.#clerk = clerk;
    this.#log = log;
  }

  async listen(folder: string): Promise<void> {
    // A server that fell over has left it open.
    await this.close();
    this.#clerk.moveTo(folder);
    const listener = createServer((socket) => {
      this.#open.add(socket);
      socket.on("close", () => this.#open.delete(socket));
      // Who asked may be cancelled while the answer is made.
      socket.on("error", () => undefined);
      this.#serve(socket).catch((error: unknown) => {
        this.#log.warn("a database's question was not understood", { error: String(error) });
        socket.destroy();
      });
    });
    listener.listen(join(folder, `.s.PGSQL.${deskPort}`));
    await once(listener, "listening");
    this.#listener = listener;
  }

  async close(): Promise<void> {
    const listener = this.#listener;
    if (listener === undefined) return;
    this.#listener = undefined;
    const closed = once(listener, "close");
    listener.close();
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async #serve(socket: Socket): Promise<void> {
    const length = (await readBytes(socket, 4))?.readInt32BE(0) ?? 0;
    if (length < 8 || length > startupBytesMax || (await readBytes(socket, length - 4)) === undefined) {
      socket.destroy();
      return;
    }
    const told = Object.entries(parameters).map(([name, value]) => message("S", Buffer.from(`${name}\0${value}\0`)));
    socket.write(Buffer.concat([message("R", Buffer.alloc(4)), ...told, isReady]));
    for (;;) {
      const query = await readQuery(socket);
      if (query === undefined) break;
      socket.write(rowOf(JSON.stringify(await this.#answer(query))));
    }
    socket.end();
  }

  async #answer(query: string): Promise<DeskAnswer> {
    try {
      return await this.#clerk.answer(JSON.parse(query));
    } catch (error) {
      this.#log.warn("a database's question was not answered", { error: String(error) });
      return { error: "the request could not be answered", code: internalError };
    }
  }
}

const isReady = message("Z", Buffer.from("I"));

/** Undefined for anything else, above all the client's farewell. */
async function readQuery(socket: Socket): Promise<string | undefined> {
  const head = await readBytes(socket, 5);
  const length = (head?.readInt32BE(1) ?? 0) - 4;
  if (head?.toString("latin1", 0, 1) !== "Q" || length < 1 || length > requestBytesMax) return undefined;
  return (await readBytes(socket, length))?.toString("utf8", 0, length - 1);
}

/** One column of text without a table: name, table, column, type (text), its length, its modifier, its format. */
const description = message(
  "T",
  Buffer.concat([
    Buffer.from([0, 1]),
    Buffer.from("told\0"),
    Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0]),
  ]),
);

function rowOf(text: string): Buffer {
  const value = Buffer.from(text);
  const head = Buffer.alloc(6);
  head.writeInt16BE(1);
  head.writeInt32BE(value.length, 2);
  const row = message("D", Buffer.concat([head, value]));
  return Buffer.concat([description, row, message("C", Buffer.from("SELECT 1\0")), isReady]);
}
