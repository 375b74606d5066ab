import * as zlib from "node:zlib";
import { serializationError } from "../errors/wire-errors.ts";
import { header, type RequestHead } from "../request-head.ts";

/**
 * Clients compress large requests of some operations (CloudWatch's PutMetricData from 10 kB on).
 * @see https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
 */
export function decompressBody(head: RequestHead, body: Buffer, bytesMax: number): Buffer {
  if (body.length === 0 || !/\bgzip\b/i.test(header(head, "content-encoding") ?? "")) return body;
  try {
    return zlib.gunzipSync(body, { maxOutputLength: bytesMax });
  } catch {
    throw serializationError("Could not decompress request body");
  }
}
