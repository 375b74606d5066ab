import {
  claimedPayloadHash,
  decodeInput,
  type OperationRoute,
  type OperationSchema,
  PayloadStream,
  validateInput,
} from "@millrace/wire";
import type { Exchange } from "./exchange.ts";
import { callOf, identifySender, runOperation } from "./operation-call.ts";

/** An upload to S3: checked from its head, then handed on while it flows. */
export function serveStream(exchange: Exchange, route: OperationRoute, operation: OperationSchema): void {
  const { head, signature } = exchange;
  const { credential } = identifySender(exchange, route, operation, () => claimedPayloadHash(head, signature));
  const payload = new PayloadStream(exchange.request, {
    head,
    signature,
    secretAccessKey: credential?.secretAccessKey,
  });
  exchange.payload = payload;
  const call = callOf(exchange, route, operation);
  const input = decodeInput(call, payload);
  validateInput(route.service, operation, input);
  exchange.admitBody();
  runOperation(exchange, call, input);
}
