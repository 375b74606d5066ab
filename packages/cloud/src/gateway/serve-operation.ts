import {
  type Call,
  decodeInput,
  decompressBody,
  dialectOf,
  header,
  invalidAction,
  type OperationRoute,
  type OperationSchema,
  protocols,
  sha256Hex,
  unknownOperation,
  validateInput,
} from "@millrace/wire";
import { anonymous, authenticate } from "./authenticate.ts";
import { bodyBytesMaxOf, bodyTooLarge } from "./body-limit.ts";
import type { OperationRequest } from "./door.ts";
import type { Exchange } from "./exchange.ts";
import { receiveBody } from "./receive-body.ts";

/** Reads the body of a request whose operation is known, then serves it. */
export function serveOperation(exchange: Exchange, route: OperationRoute): void {
  adopt(exchange, route);
  const operation = operationOf(route);
  exchange.admitBody();
  const bytesMax = bodyBytesMaxOf(route.service.name, exchange.setting.bodyBytesMax);
  receiveBody(
    exchange.request,
    bytesMax,
    (body) => serveBuffered(exchange, route, operation, body),
    (reason) => exchange.refuse(reason === "too large" ? bodyTooLarge(route.service.name) : reason),
  );
}

/** From here on errors are answered as the service does. */
export function adopt(exchange: Exchange, route: OperationRoute): void {
  exchange.service = route.service;
  exchange.protocol = route.protocol;
  exchange.operationName = route.name;
}

export function operationOf(route: OperationRoute): OperationSchema {
  if (route.operation !== undefined) return route.operation;
  const isQuery = route.protocol === "awsQuery" || route.protocol === "ec2Query";
  throw isQuery ? invalidAction(route.name, route.service.version) : unknownOperation(400);
}

/** Authenticates, decodes, validates and runs an operation whose whole body is at hand. Nothing in here waits. */
export function serveBuffered(
  exchange: Exchange,
  route: OperationRoute,
  operation: OperationSchema,
  body: Buffer,
): void {
  try {
    identifySender(exchange, route, operation, () => header(exchange.head, "x-amz-content-sha256") ?? sha256Hex(body));
    const call = callOf(exchange, route, operation);
    const plain = decompressBody(exchange.head, body, exchange.setting.bodyBytesMax);
    const input = decodeInput(call, plain);
    validateInput(route.service, operation, input);
    runOperation(exchange, call, input);
  } catch (error) {
    exchange.refuse(error);
  }
}

export function identifySender(
  exchange: Exchange,
  route: OperationRoute,
  operation: OperationSchema,
  payloadHash: () => string,
): ReturnType<typeof authenticate> {
  const { head, signature, setting } = exchange;
  const dialect = dialectOf(route.protocol);
  const request = { head, signature, service: route.service, dialect, isUnsigned: operation.isUnsigned };
  const authenticated = authenticate(setting, request, payloadHash);
  exchange.principal = authenticated.principal;
  if (signature !== undefined && "region" in signature) exchange.region = signature.region;
  return authenticated;
}

export const callOf = (exchange: Exchange, route: OperationRoute, operation: OperationSchema): Call => ({
  service: route.service,
  model: exchange.setting.models.model(route.service.name),
  protocol: route.protocol,
  operation,
  head: exchange.head,
  requestId: exchange.requestId,
  labels: route.labels,
});

/** Operations that answer at once are answered at once: no promise stands between them and the client. */
export function runOperation(exchange: Exchange, call: Call, input: unknown): void {
  const output = exchange.setting.door.run(operationRequest(exchange, call.service.name, call.operation.name, input));
  if (output instanceof Promise) {
    output.then((value) => answerOutput(exchange, call, value)).catch((error: unknown) => exchange.refuse(error));
  } else answerOutput(exchange, call, output);
}

export function operationRequest(
  exchange: Exchange,
  service: string,
  operation: string,
  input: unknown,
): OperationRequest {
  const { principal = anonymous, region, requestId, head } = exchange;
  return {
    service,
    operation,
    input,
    principal,
    account: principal.account,
    region,
    requestId,
    head,
    get endpoint() {
      return exchange.endpoint;
    },
    get signal() {
      return exchange.signal;
    },
  };
}

function answerOutput(exchange: Exchange, call: Call, output: unknown): void {
  exchange.answer(protocols[call.protocol].encode(call, output ?? {}));
}
