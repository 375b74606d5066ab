import {
  type Answer,
  type Call,
  dialectOf,
  header,
  inputBindings,
  invalidAction,
  type OperationRoute,
  type OperationSchema,
  protocols,
  unknownOperation,
} from "@millrace/wire";
import { authenticate } from "./authenticate.ts";
import type { Exchange } from "./exchange.ts";
import { operationRequest } from "./operation-request.ts";
import { crossOriginHeaders } from "./serve-preflight.ts";

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

/** The operation takes its payload as a stream. */
export const streamsIn = (operation: OperationSchema): boolean =>
  inputBindings(operation.input).payload?.schema.kind === "stream";

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
  const bucket = call.service.name === "s3" ? call.labels["Bucket"] : undefined;
  if (bucket === undefined || header(exchange.head, "origin") === undefined) {
    run(exchange, call, input);
    return;
  }
  const question = { bucket, key: call.labels["Key"], method: call.head.method };
  crossOriginHeaders(exchange, question)
    .then((headers) => {
      exchange.extraHeaders = headers;
      run(exchange, call, input);
    })
    .catch((error: unknown) => exchange.refuse(error));
}

function run(exchange: Exchange, call: Call, input: unknown): void {
  const output = exchange.setting.door.run(
    operationRequest(exchange, { service: call.service.name, operation: call.operation.name, input }),
  );
  if (output instanceof Promise) {
    output.then((value) => exchange.answer(encoded(call, value))).catch((error: unknown) => exchange.refuse(error));
  } else exchange.setting.outgoing.add(exchange, encoded(call, output));
}

const encoded = (call: Call, output: unknown): Answer => protocols[call.protocol].encode(call, output ?? {});
