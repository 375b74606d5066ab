import { once } from "node:events";
import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { readBytes } from "./messages.ts";

/** What a client says first. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export interface Startup {
  /** How the client is spoken to from now on. */
  readonly client: Socket;
  readonly isSecure: boolean;
  /** The message itself. */
  readonly bytes: Buffer;
  readonly user: string;
  readonly database: string;
  /** Asks to stop what another connection is doing, and nothing else. */
  readonly isCancel: boolean;
}

const sslRequest = 80_877_103;
const encryptionRequest = 80_877_104;
const cancelRequest = 80_877_102;
/** As PostgreSQL's MAX_STARTUP_PACKET_LENGTH. */
const bytesMax = 10_000;

/** Reads until a client has said who it is, by TLS if it asks for that. */
export async function readStartup(socket: Socket, context: () => SecureContext): Promise<Startup | undefined> {
  let client = socket;
  for (;;) {
    const bytes = await readMessage(client);
    if (bytes === undefined) return undefined;
    const code = bytes.readInt32BE(4);
    const isSecure = client instanceof TLSSocket;
    if (code === sslRequest && !isSecure) {
      client = await secured(socket, context());
      continue;
    }
    if (code === sslRequest || code === encryptionRequest) {
      client.write("N");
      continue;
    }
    const words = bytes.subarray(8).toString("utf8").split("\0");
    const wordAfter = (name: string): string => {
      const at = words.findIndex((word, index) => index % 2 === 0 && word === name);
      return at === -1 ? "" : (words[at + 1] ?? "");
    };
    const user = wordAfter("user");
    const database = wordAfter("database") || user;
    return { client, isSecure, bytes, user, database, isCancel: code === cancelRequest };
  }
}

/** What came before the handshake in plain text is not heard: it could be anybody's. */
async function secured(socket: Socket, secureContext: SecureContext): Promise<TLSSocket> {
  socket.write("S");
  const client = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ["postgresql"] });
  // A client that goes away in the middle may be heard of more than once.
  client.on("error", () => undefined);
  await once(client, "secure");
  return client;
}

/** One message that begins with its length. */
async function readMessage(client: Socket): Promise<Buffer | undefined> {
  const head = await readBytes(client, 8);
  const length = head?.readInt32BE(0) ?? 0;
  if (head === undefined || length < 8 || length > bytesMax) return undefined;
  const rest = length === 8 ? Buffer.alloc(0) : await readBytes(client, length - 8);
  return rest === undefined ? undefined : Buffer.concat([head, rest]);
}
