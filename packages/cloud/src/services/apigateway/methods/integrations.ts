import type { Integration } from "@aws-sdk/client-api-gateway";
import { badRequest, invalidId, notFound } from "../errors.ts";
import { without } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";
import { type FoundMethod, findMethod, keepMethod, type Place } from "./find-method.ts";

const path = "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration";
const timeoutDefaultMs = 29_000;
const timeoutMinMs = 50;

function check({ type, uri = "", httpMethod, timeoutInMillis = timeoutDefaultMs }: Integration): void {
  if (timeoutInMillis < timeoutMinMs || timeoutInMillis > timeoutDefaultMs) {
    throw badRequest(`Timeout should be between ${timeoutMinMs} ms and ${timeoutDefaultMs} ms`);
  }
  if (type === "MOCK") return;
  if ((httpMethod ?? "") === "") throw badRequest("Enumeration value for HttpMethod must be non-empty");
  if (type === "HTTP" || type === "HTTP_PROXY") {
    if (!/^https?:\/\//.test(uri) && !uri.startsWith("${stageVariables.")) {
      throw badRequest("Invalid HTTP endpoint specified for URI");
    }
    return;
  }
  if (!uri.startsWith("arn:")) throw badRequest("Invalid ARN specified in the request");
  if (!/^arn:aws[\w-]*:apigateway:[^:]*:[^:]+:(path|action)\/.+/.test(uri)) {
    throw badRequest("AWS ARN for integration must contain path or action");
  }
  if (type === "AWS_PROXY" && !/:lambda:path\//.test(uri)) {
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  }
}

function integrationOf(store: ApiGatewayStore, place: Place): FoundMethod & { readonly integration: Integration } {
  const found = findMethod(store, place);
  const integration = found.method.methodIntegration;
  if (integration === undefined) throw invalidId("Integration");
  return { ...found, integration };
}

const keep = (store: ApiGatewayStore, found: FoundMethod, methodIntegration: Integration | undefined): void =>
  keepMethod(store, { ...found, method: { ...found.method, methodIntegration } });

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
export const putIntegration: ApiGatewayOperation<"PutIntegration"> = {
  access: on("PUT", path),

  run({ store }, input) {
    const found = findMethod(store, input);
    const integration: Integration = {
      type: input.type,
      httpMethod: input.integrationHttpMethod,
      uri: input.uri,
      connectionType: input.connectionType,
      connectionId: input.connectionId,
      credentials: input.credentials,
      requestParameters: input.requestParameters,
      requestTemplates: input.requestTemplates,
      passthroughBehavior: input.passthroughBehavior ?? "WHEN_NO_MATCH",
      contentHandling: input.contentHandling,
      timeoutInMillis: input.timeoutInMillis ?? timeoutDefaultMs,
      cacheNamespace: input.cacheNamespace ?? found.resource.id,
      cacheKeyParameters: input.cacheKeyParameters ?? [],
      tlsConfig: input.tlsConfig,
    };
    check(integration);

    keep(store, found, integration);
    return integration;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export const getIntegration: ApiGatewayOperation<"GetIntegration"> = {
  access: on("GET", path),
  run: ({ store }, input) => integrationOf(store, input).integration,
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html */
export const updateIntegration: ApiGatewayOperation<"UpdateIntegration"> = {
  access: on("PATCH", path),

  run({ store }, { patchOperations, ...place }) {
    const { integration, ...found } = integrationOf(store, place);
    const changed = patched(integration, patchOperations, {
      rules: {
        "/type": "text",
        "/httpMethod": "text",
        "/uri": "text",
        "/credentials": "text",
        "/connectionType": "text",
        "/connectionId": "text",
        "/passthroughBehavior": "text",
        "/contentHandling": "text",
        "/cacheNamespace": "text",
        "/timeoutInMillis": "number",
        "/tlsConfig/insecureSkipVerification": "flag",
        "/requestTemplates": "texts",
        "/requestParameters": "texts",
        "/cacheKeyParameters": "list",
      },
      memberOps: ["add", "remove"],
      badPath: badPatchPath,
    });
    check(changed);

    keep(store, found, changed);
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export const deleteIntegration: ApiGatewayOperation<"DeleteIntegration"> = {
  access: on("DELETE", path),

  run({ store }, input) {
    keep(store, integrationOf(store, input), undefined);
  },
};

const responsePath = `${path}/responses/{statusCode}`;
const invalidStatus = () => notFound("Invalid Response status code specified");

/** An empty template is none, and is shown as such. */
const tidied = (templates: Record<string, string> | undefined): Record<string, string> | undefined =>
  templates === undefined
    ? undefined
    : Object.fromEntries(Object.entries(templates).map(([type, text]) => [type, text === "" ? (null as never) : text]));

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export const putIntegrationResponse: ApiGatewayOperation<"PutIntegrationResponse"> = {
  access: on("PUT", responsePath),

  run({ store }, { statusCode = "", ...input }) {
    const { integration, ...found } = integrationOf(store, input);
    const response = {
      statusCode,
      selectionPattern: input.selectionPattern,
      responseParameters: input.responseParameters,
      responseTemplates: tidied(input.responseTemplates),
      contentHandling: input.contentHandling,
    };

    const integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
    keep(store, found, { ...integration, integrationResponses });
    return response;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html */
export const getIntegrationResponse: ApiGatewayOperation<"GetIntegrationResponse"> = {
  access: on("GET", responsePath),

  run({ store }, { statusCode = "", ...place }) {
    const response = integrationOf(store, place).integration.integrationResponses?.[statusCode];
    if (response === undefined) throw invalidStatus();
    return response;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
export const updateIntegrationResponse: ApiGatewayOperation<"UpdateIntegrationResponse"> = {
  access: on("PATCH", responsePath),

  run({ store }, { statusCode = "", patchOperations, ...place }) {
    const { integration, ...found } = integrationOf(store, place);
    const before = integration.integrationResponses?.[statusCode];
    if (before === undefined) throw invalidStatus();
    const response = patched(before, patchOperations, {
      rules: {
        "/selectionPattern": "text",
        "/contentHandling": "text",
        "/responseParameters": "texts",
        "/responseTemplates": "texts",
      },
      memberOps: ["add", "remove"],
      badPath: badPatchPath,
    });

    const integrationResponses = { ...integration.integrationResponses, [statusCode]: response };
    keep(store, found, { ...integration, integrationResponses });
    return response;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html */
export const deleteIntegrationResponse: ApiGatewayOperation<"DeleteIntegrationResponse"> = {
  access: on("DELETE", responsePath),

  run({ store }, { statusCode = "", ...place }) {
    const { integration, ...found } = integrationOf(store, place);
    if (integration.integrationResponses?.[statusCode] === undefined) throw invalidStatus();
    const integrationResponses = without(integration.integrationResponses, statusCode);
    keep(store, found, { ...integration, integrationResponses });
  },
};
