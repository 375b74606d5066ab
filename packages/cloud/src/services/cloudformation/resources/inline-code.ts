import { crc32, deflateRawSync } from "node:zlib";
import type { Json } from "../../../sdk-calls/json.ts";

/** Where Lambda looks for the handler `index.handler`. */
const fileNames: readonly (readonly [RegExp, string])[] = [
  [/^nodejs/, "index.js"],
  [/^python/, "index.py"],
];

/** Code that stands in a template as the one file of a zip: bytes, which pass through where JSON is expected. */
export function inlineCode(code: string, runtime: string): Json {
  const name = Buffer.from(fileNames.find(([pattern]) => pattern.test(runtime))?.[1] ?? "index.js");
  return zipOf(name, Buffer.from(code)) as unknown as Json;
}

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function zipOf(name: Buffer, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(firstDay, 6);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, name, packed]);
  const place = Buffer.alloc(14);
  // Permissions: everybody may read.
  place.writeUInt32LE(0o100644 * 0x10000, 6);
  const central = Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.from([20, 3]), common, place, name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from("PK\u0005\u0006"), end]);
}

/** The first of January 1980 at midnight: a zip of the same code is always the same. */
const firstDay = 0x0021_0000;
