import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { PathMapping } from "../../../kernel/service.ts";
import { badRequest, conflict, invalidId } from "../errors.ts";
import { type HttpMapping, updated } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";
import type { HttpApiStore } from "../store.ts";

const path = "/domainnames/{DomainName}/apimappings";
const onePath = `${path}/{ApiMappingId}`;

/** REST APIs, and names that were made for them, are kept by the other face of API Gateway, and may be meant as well. */
async function isThere(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.status === 404) return false;
    throw error;
  }
}

/** A custom name that is there. Throws NotFoundException. */
async function nameOf({ store, aws, account }: Call<HttpApiStore>, domainName = ""): Promise<string> {
  const options = { principal: accountPrincipal(account) };
  const isKnown =
    store.domains.has(domainName) || (await isThere(aws.call("apigateway", "GetDomainName", { domainName }, options)));
  if (!isKnown) throw invalidId("domain name", domainName);
  return domainName;
}

/** Throws BadRequestException unless the API is there, and the stage. */
async function checkTarget(
  { store, aws, account }: Call<HttpApiStore>,
  { ApiId: restApiId = "", Stage: stageName = "" }: HttpMapping,
): Promise<void> {
  const options = { principal: accountPrincipal(account) };
  const isHttpApi = store.findApi(restApiId) !== undefined;
  if (!isHttpApi && !(await isThere(aws.call("apigateway", "GetRestApi", { restApiId }, options)))) {
    throw badRequest(`Invalid API identifier specified ${restApiId}`);
  }
  const isStage = isHttpApi
    ? store.stages.find(restApiId, stageName) !== undefined
    : await isThere(aws.call("apigateway", "GetStage", { restApiId, stageName }, options));
  if (!isStage) throw badRequest("Invalid stage identifier specified");
}

function checkKey(store: HttpApiStore, domain: string, { ApiMappingId, ApiMappingKey }: HttpMapping): void {
  const isTaken = store.mappings
    .list(domain)
    .some((other) => other.ApiMappingId !== ApiMappingId && (other.ApiMappingKey ?? "") === (ApiMappingKey ?? ""));
  if (isTaken) throw conflict("ApiMapping key already exists for this domain name");
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#CreateApiMapping */
export const createApiMapping: HttpApiOperation<"CreateApiMapping"> = {
  access: on("POST", path),

  async run(call, { DomainName, ApiId, Stage, ApiMappingKey }) {
    const { store, ids } = call;
    const domain = await nameOf(call, DomainName);
    const mapping: HttpMapping = { ApiMappingId: ids.text(6), ApiId, Stage, ApiMappingKey: ApiMappingKey ?? "" };
    await checkTarget(call, mapping);
    checkKey(store, domain, mapping);

    store.mappings.put(domain, mapping);
    return mapping;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#GetApiMapping */
export const getApiMapping: HttpApiOperation<"GetApiMapping"> = {
  access: on("GET", onePath),

  async run(call, { DomainName, ApiMappingId }) {
    const domain = await nameOf(call, DomainName);
    return call.store.mappings.get(domain, ApiMappingId);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#GetApiMappings */
export const getApiMappings: HttpApiOperation<"GetApiMappings"> = {
  access: on("GET", path),

  async run(call, { DomainName }) {
    const domain = await nameOf(call, DomainName);
    return { Items: call.store.mappings.list(domain) };
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#UpdateApiMapping */
export const updateApiMapping: HttpApiOperation<"UpdateApiMapping"> = {
  access: on("PATCH", onePath),

  async run(call, input) {
    const { store } = call;
    const domain = await nameOf(call, input.DomainName);
    const change = () =>
      updated(store.mappings.get(domain, input.ApiMappingId), input, ["ApiId", "ApiMappingKey", "Stage"]);
    await checkTarget(call, change());
    const changed = change();
    checkKey(store, domain, changed);

    store.mappings.put(domain, changed);
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#DeleteApiMapping */
export const deleteApiMapping: HttpApiOperation<"DeleteApiMapping"> = {
  access: on("DELETE", onePath),

  async run(call, { DomainName, ApiMappingId = "" }) {
    const domain = await nameOf(call, DomainName);
    call.store.mappings.delete(domain, call.store.mappings.get(domain, ApiMappingId).ApiMappingId);
  },
};

/** What the paths below a name lead to. */
export const pathMappings = (store: HttpApiStore, name: string): PathMapping[] =>
  store.mappings
    .list(name)
    .map(({ ApiMappingKey: basePath = "", ApiId: api = "", Stage: stage }) => ({ basePath, api, stage }));
