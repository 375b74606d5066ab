import type { Duplex } from "node:stream";

/** A message of a server. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const cleartextPassword = Buffer.from([0, 0, 0, 3]);
/** Tokens of sessions have a few kilobytes. */
const passwordBytesMax = 65_536;

/** Undefined when the client goes away instead. */
export async function askPassword(client: Duplex): Promise<string | undefined> {
  client.write(message("R", cleartextPassword));
  const head = await readBytes(client, 5);
  const length = (head?.readInt32BE(1) ?? 0) - 4;
  if (head === undefined || head[0] !== "p".charCodeAt(0) || length < 1 || length > passwordBytesMax) return undefined;
  const body = await readBytes(client, length);
  return body?.toString("utf8", 0, length - 1);
}

/** Sends a client away who is not let in. */
export function refuse(client: Duplex, text: string): false {
  const fields = ["SFATAL", "VFATAL", "C28000", `M${text}`];
  client.end(message("E", Buffer.from(`${fields.map((field) => `${field}\0`).join("")}\0`)));
  return false;
}

/** Undefined when the client goes away before. */
export function readBytes(client: Duplex, count: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const settle = (bytes: Buffer | undefined): void => {
      client.off("readable", read);
      client.off("close", gone);
      client.off("end", gone);
      resolve(bytes);
    };
    const read = (): void => {
      const bytes = client.read(count) as Buffer | null;
      if (bytes !== null) settle(bytes.length === count ? bytes : undefined);
    };
    const gone = (): void => settle(undefined);
    client.on("readable", read);
    client.on("close", gone);
    client.on("end", gone);
    read();
  });
}
