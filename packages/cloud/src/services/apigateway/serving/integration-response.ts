import type { Integration, IntegrationResponse } from "@aws-sdk/client-api-gateway";
import type { LocalResponse } from "../../../gateway/door.ts";
import type { BackendRequest } from "./integration-request.ts";
import { converted, lower } from "./integration-request.ts";
import { bodyValue, parameterValue } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { mapBody } from "./templates.ts";
import type { Visit } from "./visit.ts";

/** What a backend has answered. */
export interface BackendAnswer {
  /** What selection patterns are held against: a status, or the message of a function's error. */
  readonly selector: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Maps what a backend answered by the integration response that its status or error selects. */
export function mappedResponse(
  visit: Visit,
  integration: Integration,
  sent: BackendRequest,
  answer: BackendAnswer,
): LocalResponse {
  const chosen = selectResponse(integration, answer.selector);
  if (chosen === undefined) {
    visit.log.push(
      `Execution failed due to configuration error: No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${answer.selector}`,
    );
    throw new Refusal("API_CONFIGURATION_ERROR", "Internal server error");
  }
  const text = answer.body.toString("utf8");
  const [contentType, template] = templateOf(chosen);
  const mapped = template === undefined ? undefined : mapBody(visit, template, text);
  const headers: Record<string, string> = {};
  for (const [name, from] of Object.entries(chosen.responseParameters ?? {})) {
    const value = responseValue(visit, answer, from);
    if (value !== undefined) headers[name.replace("method.response.header.", "").toLowerCase()] = value;
  }
  const status = mapped?.responseOverride.status ?? sent.responseOverride.status ?? chosen.statusCode ?? 200;
  return {
    status: Number(status),
    headers: {
      "content-type": mapped === undefined ? (answer.headers["content-type"] ?? "application/json") : contentType,
      ...headers,
      ...lower(sent.responseOverride.header),
      ...lower(mapped?.responseOverride.header),
    },
    body: converted(mapped === undefined ? answer.body : Buffer.from(mapped.text), chosen.contentHandling),
  };
}

function selectResponse({ integrationResponses = {} }: Integration, selector: string): IntegrationResponse | undefined {
  const all = Object.values(integrationResponses);
  const isDefault = ({ selectionPattern }: IntegrationResponse): boolean => (selectionPattern ?? "") === "";
  const matching = all.find(
    (one) => !isDefault(one) && new RegExp(`^(?:${one.selectionPattern})$`, "s").test(selector),
  );
  return matching ?? all.find(isDefault);
}

function templateOf({ responseTemplates = {} }: IntegrationResponse): readonly [string, string | undefined] {
  const [type = "application/json", template] = Object.entries(responseTemplates)[0] ?? [];
  return [type, template ?? undefined];
}

function responseValue(visit: Visit, { headers, body }: BackendAnswer, from: string): string | undefined {
  if (from.startsWith("integration.response.header."))
    return headers[from.slice("integration.response.header.".length).toLowerCase()];
  if (from === "integration.response.body") return body.toString("utf8");
  if (from.startsWith("integration.response.body.")) {
    return bodyValue(body.toString("utf8"), from.slice("integration.response.body.".length));
  }
  return parameterValue(visit, from);
}
