import type { LocalResponse } from "../../../gateway/door.ts";
import { renderTemplate } from "../../../velocity/render.ts";
import { gatewayResponseTypes } from "./gateway-response-types.ts";
import { contextOf } from "./mapping-context.ts";
import { parameterValue } from "./parameters.ts";
import type { Visit } from "./visit.ts";

/** An answer that the gateway gives itself. */
export class Refusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** As a client sees it whose request met no API, so that nobody could say how to answer. */
export const plainRefusal = (
  status: number,
  message: string | null,
  errorType: string,
  requestId: string,
): LocalResponse => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-requestid": requestId, "x-amzn-errortype": errorType },
  body: JSON.stringify({ message }),
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html */
export function refusalResponse(visit: Visit, { type, message }: Refusal): LocalResponse {
  const { status = "500", errorType = "InternalServerErrorException" } = gatewayResponseTypes[type] ?? {};
  const { gatewayResponses } = visit.snapshot;
  const asked = gatewayResponses[type] ?? gatewayResponses[status.startsWith("4") ? "DEFAULT_4XX" : "DEFAULT_5XX"];
  visit.notes["error"] = { message, messageString: JSON.stringify(message), responseType: type };
  const finalStatus = Number(asked?.statusCode ?? status);
  const plain = plainRefusal(finalStatus, message, errorType, visit.request.requestId);
  if (asked === undefined) return plain;
  const [contentType = "application/json", template] = Object.entries(asked.responseTemplates)[0] ?? [];
  const headers = Object.entries(asked.responseParameters).flatMap(([name, from]) => {
    const value = name.startsWith("gatewayresponse.header.") ? parameterValue(visit, from) : undefined;
    return value === undefined ? [] : [[name.slice("gatewayresponse.header.".length).toLowerCase(), value]];
  });
  const body = template === undefined ? plain.body : renderTemplate(template, { context: contextOf(visit) });
  return {
    status: finalStatus,
    headers: { ...plain.headers, "content-type": contentType, ...Object.fromEntries(headers) },
    body,
  };
}
