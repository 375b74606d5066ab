import type { Method } from "@aws-sdk/client-api-gateway";
import { invalidId } from "../errors.ts";
import type { Resource, RestApi } from "../model.ts";
import type { ApiGatewayStore } from "../store.ts";

export interface Place {
  readonly restApiId?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly httpMethod?: string | undefined;
}

export interface FoundMethod {
  readonly api: RestApi;
  readonly resource: Resource;
  readonly method: Method;
}

export function findMethod(store: ApiGatewayStore, { restApiId, resourceId, httpMethod = "" }: Place): FoundMethod {
  const { api, resource } = store.resource(restApiId, resourceId);
  const method = resource.methods[httpMethod];
  if (method === undefined) throw invalidId("Method");
  return { api, resource, method };
}

/** Keeps a method in place of the one before. */
export function keepMethod(store: ApiGatewayStore, { api, resource, method }: FoundMethod): void {
  const methods = { ...resource.methods, [method.httpMethod ?? ""]: method };
  store.putApi({ ...api, resources: { ...api.resources, [resource.id]: { ...resource, methods } } });
}
