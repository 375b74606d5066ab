import type { Socket } from "node:net";

/** What a client says first. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export interface Startup {
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

/** Reads until a client has said who it is. Asked for encryption it says that there is none, as clients expect of servers on their own machine. */
export async function readStartup(socket: Socket): Promise<Startup | undefined> {
  for (;;) {
    const bytes = await readMessage(socket);
    if (bytes === undefined) return undefined;
    const code = bytes.readInt32BE(4);
    if (code === sslRequest || code === encryptionRequest) {
      socket.write("N");
      continue;
    }
    const words = bytes.subarray(8).toString("utf8").split("\0");
    const wordAfter = (name: string): string => {
      const at = words.findIndex((word, index) => index % 2 === 0 && word === name);
      return at === -1 ? "" : (words[at + 1] ?? "");
    };
    const user = wordAfter("user");
    return { bytes, user, database: wordAfter("database") || user, isCancel: code === cancelRequest };
  }
}

/** One message that begins with its length. */
async function readMessage(socket: Socket): Promise<Buffer | undefined> {
  const head = await readBytes(socket, 8);
  const length = head?.readInt32BE(0) ?? 0;
  if (head === undefined || length < 8 || length > bytesMax) return undefined;
  const rest = length === 8 ? Buffer.alloc(0) : await readBytes(socket, length - 8);
  return rest === undefined ? undefined : Buffer.concat([head, rest]);
}

/** Undefined when the client goes away before. */
function readBytes(socket: Socket, count: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const settle = (bytes: Buffer | undefined): void => {
      socket.off("readable", read);
      socket.off("close", gone);
      socket.off("end", gone);
      resolve(bytes);
    };
    const read = (): void => {
      const bytes = socket.read(count) as Buffer | null;
      if (bytes !== null) settle(bytes.length === count ? bytes : undefined);
    };
    const gone = (): void => settle(undefined);
    socket.on("readable", read);
    socket.on("close", gone);
    socket.on("end", gone);
    read();
  });
}
