import { Readable } from "node:stream";
import {
  claimedPayloadHash,
  decodeInput,
  decompressBody,
  header,
  type OperationRoute,
  type OperationSchema,
  readPayload,
  sha256Hex,
  validateInput,
} from "@millrace/wire";
import { bodyBytesMaxOf, bodyTooLarge } from "./body-limit.ts";
import type { Exchange } from "./exchange.ts";
import { adopt, callOf, identifySender, operationOf, runOperation, streamsIn } from "./operation-call.ts";
import { receiveBody } from "./receive-body.ts";
import { serveStream } from "./serve-stream.ts";

/** Reads the body of a request whose operation is known, then serves it. */
export function serveOperation(exchange: Exchange, route: OperationRoute): void {
  adopt(exchange, route);
  const operation = operationOf(route);
  if (route.service.name === "s3" && streamsIn(operation)) {
    serveStream(exchange, route, operation);
    return;
  }
  exchange.admitBody();
  const bytesMax = bodyBytesMaxOf(route.service.name, exchange.setting.bodyBytesMax);
  receiveBody(
    exchange.request,
    bytesMax,
    (body) => serveBuffered(exchange, route, operation, body),
    (reason) => exchange.refuse(reason === "too large" ? bodyTooLarge(route.service.name) : reason),
  );
}

/** Authenticates, decodes, validates and runs an operation whose whole body is at hand. Nothing in here waits. */
export function serveBuffered(
  exchange: Exchange,
  route: OperationRoute,
  operation: OperationSchema,
  body: Buffer,
): void {
  try {
    const isS3 = route.service.name === "s3";
    const { head, signature } = exchange;
    const hash = (): string => (isS3 ? claimedPayloadHash(head, signature) : hashOf(exchange, body));
    const { credential } = identifySender(exchange, route, operation, hash);
    const call = callOf(exchange, route, operation);
    const content = isS3
      ? readPayload(body, { head, signature, secretAccessKey: credential?.secretAccessKey })
      : decompressBody(head, body, exchange.setting.bodyBytesMax);
    const input = decodeInput(call, streamsIn(operation) ? Readable.from([content]) : content);
    validateInput(route.service, operation, input);
    runOperation(exchange, call, input);
  } catch (error) {
    exchange.refuse(error);
  }
}

/** Services other than S3 take no body's hash on trust, unless the client says that it signed none. */
const hashOf = (exchange: Exchange, body: Buffer): string =>
  header(exchange.head, "x-amz-content-sha256") === "UNSIGNED-PAYLOAD" ? "UNSIGNED-PAYLOAD" : sha256Hex(body);
