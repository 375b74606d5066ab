import type { ErrorFacts } from "../errors/error-facts.ts";
import { header } from "../request-head.ts";
import type { FailedCall } from "./protocol.ts";

/**
 * Services that spoke the query protocol before tell clients who ask for it the error code of old.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryErrorHeader(call: FailedCall, facts: ErrorFacts, headers: Record<string, string>): void {
  if (call.service.isQueryCompatible !== true || header(call.head, "x-amzn-query-mode") !== "true") return;
  headers["x-amzn-query-error"] = `${facts.queryCode};${facts.isServerFault ? "Receiver" : "Sender"}`;
}
