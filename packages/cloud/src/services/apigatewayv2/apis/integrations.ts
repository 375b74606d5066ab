import type { Ids } from "@millrace/core";
import { badRequest } from "../errors.ts";
import { type HttpIntegration, updated } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";

const path = "/apis/{ApiId}/integrations";

const timeoutMaxMs = 30_000;

function check(integration: HttpIntegration): void {
  const {
    IntegrationType: type,
    IntegrationUri: uri = "",
    IntegrationSubtype,
    TimeoutInMillis: timeout = timeoutMaxMs,
  } = integration;
  if (type !== "AWS_PROXY" && type !== "HTTP_PROXY") {
    throw badRequest("IntegrationType must be AWS_PROXY or HTTP_PROXY for HTTP APIs");
  }
  if (timeout < 50 || timeout > timeoutMaxMs) throw badRequest("Timeout should be between 50 ms and 30000 ms");
  if (type === "HTTP_PROXY" && !/^(https?:\/\/|arn:)/.test(uri))
    throw badRequest("Invalid HTTP endpoint specified for URI");
  if (type === "AWS_PROXY" && IntegrationSubtype === undefined && !uri.includes(":function:")) {
    throw badRequest("Invalid function ARN or invalid uri");
  }
}

export function newIntegration(ids: Ids, input: Partial<HttpIntegration>): HttpIntegration {
  const isService = input.IntegrationSubtype !== undefined;
  return {
    IntegrationId: ids.text(7),
    ConnectionType: input.ConnectionType ?? "INTERNET",
    ...updated<Partial<HttpIntegration>>({}, input, members),
    PayloadFormatVersion: input.PayloadFormatVersion ?? "1.0",
    IntegrationMethod:
      input.IntegrationMethod ?? (isService || input.IntegrationType === "HTTP_PROXY" ? undefined : "POST"),
    TimeoutInMillis: input.TimeoutInMillis ?? timeoutMaxMs,
  };
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#CreateIntegration */
export const createIntegration: HttpApiOperation<"CreateIntegration"> = {
  access: on("POST", path),

  run({ store, ids }, input) {
    const { ApiId } = store.api(input.ApiId);
    const integration = newIntegration(ids, input);
    check(integration);

    store.integrations.put(ApiId, integration);
    return integration;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetIntegration */
export const getIntegration: HttpApiOperation<"GetIntegration"> = {
  access: on("GET", `${path}/{IntegrationId}`),
  run: ({ store }, { ApiId, IntegrationId }) => store.integrations.get(ApiId, IntegrationId),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetIntegrations */
export const getIntegrations: HttpApiOperation<"GetIntegrations"> = {
  access: on("GET", path),
  run: ({ store }, { ApiId }) => ({ Items: store.integrations.list(store.api(ApiId).ApiId) }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#UpdateIntegration */
export const updateIntegration: HttpApiOperation<"UpdateIntegration"> = {
  access: on("PATCH", `${path}/{IntegrationId}`),

  run({ store }, input) {
    const before = store.integrations.get(input.ApiId, input.IntegrationId);
    const changed = updated(before, input, members);
    check(changed);

    store.integrations.put(input.ApiId ?? "", changed);
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteIntegration */
export const deleteIntegration: HttpApiOperation<"DeleteIntegration"> = {
  access: on("DELETE", `${path}/{IntegrationId}`),
  run: ({ store }, { ApiId = "", IntegrationId }) =>
    store.integrations.delete(ApiId, store.integrations.get(ApiId, IntegrationId).IntegrationId),
};

const members = [
  "ConnectionId",
  "ConnectionType",
  "ContentHandlingStrategy",
  "CredentialsArn",
  "Description",
  "IntegrationMethod",
  "IntegrationType",
  "IntegrationSubtype",
  "IntegrationUri",
  "PassthroughBehavior",
  "PayloadFormatVersion",
  "RequestParameters",
  "RequestTemplates",
  "ResponseParameters",
  "TemplateSelectionExpression",
  "TimeoutInMillis",
  "TlsConfig",
] as const satisfies readonly (keyof HttpIntegration)[];
