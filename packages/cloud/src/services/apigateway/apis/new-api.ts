import type { Model } from "@aws-sdk/client-api-gateway";
import type { Clock, Ids } from "@millrace/core";
import { badRequest } from "../errors.ts";
import type { RestApi } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import { endpointOf } from "./endpoints.ts";

interface Source {
  readonly ids: Ids;
  readonly clock: Clock;
}

/** Ids of APIs have ten characters, of what is in them six. */
export const newApiId = (ids: Ids): string => ids.text(10);
export const newId = (ids: Ids): string => ids.text(6);

export function newApi({ ids, clock }: Source, input: Shapes["CreateRestApi"]["input"]): RestApi {
  if (input.name === undefined || input.name === "") throw badRequest("API name cannot be null or empty");
  if (input.description === "") throw badRequest("Description cannot be an empty string");
  const { minimumCompressionSize } = input;
  if (minimumCompressionSize !== undefined && (minimumCompressionSize < 0 || minimumCompressionSize > 10_485_760)) {
    throw badRequest("Invalid minimum compression size, must be between 0 and 10485760");
  }
  const rootResourceId = ids.text(10);
  return {
    id: newApiId(ids),
    name: input.name,
    description: input.description,
    version: input.version,
    createdAt: clock.now(),
    apiKeySource: input.apiKeySource ?? "HEADER",
    endpointConfiguration: endpointOf(input.endpointConfiguration),
    binaryMediaTypes: input.binaryMediaTypes,
    minimumCompressionSize,
    policy: input.policy,
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    tags: input.tags,
    rootResourceId,
    resources: { [rootResourceId]: { id: rootResourceId, path: "/", methods: {} } },
    models: Object.fromEntries(defaultModels(ids).map((model) => [model.name ?? "", model])),
    validators: {},
    authorizers: {},
    gatewayResponses: {},
    documentationParts: {},
    documentationVersions: {},
  };
}

const draft4 = "http://json-schema.org/draft-04/schema#";

/** Every API has these from the beginning. */
const defaultModels = (ids: Ids): Model[] => [
  {
    id: newId(ids),
    name: "Empty",
    description: "This is a default empty schema model",
    schema: JSON.stringify({ $schema: draft4, title: "Empty Schema", type: "object" }),
    contentType: "application/json",
  },
  {
    id: newId(ids),
    name: "Error",
    description: "This is a default error schema model",
    schema: JSON.stringify({
      $schema: draft4,
      title: "Error Schema",
      type: "object",
      properties: { message: { type: "string" } },
    }),
    contentType: "application/json",
  },
];
