import { anonymous } from "./authenticate.ts";
import type { OperationRequest } from "./door.ts";
import type { Exchange } from "./exchange.ts";

/** What the door is asked on behalf of a request. */
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
