import { badRequest, conflict } from "../errors.ts";
import { type HttpMapping, updated } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";
import type { HttpApiStore } from "../store.ts";
import { domainOf } from "./domain-names.ts";

const path = "/domainnames/{DomainName}/apimappings";
const onePath = `${path}/{ApiMappingId}`;

function check(store: HttpApiStore, domain: string, { ApiId, Stage, ApiMappingId, ApiMappingKey }: HttpMapping): void {
  if (store.findApi(ApiId ?? "") === undefined) throw badRequest(`Invalid API identifier specified ${ApiId}`);
  if (store.stages.find(ApiId ?? "", Stage ?? "") === undefined) throw badRequest("Invalid stage identifier specified");
  const isTaken = store.mappings
    .list(domain)
    .some((other) => other.ApiMappingId !== ApiMappingId && (other.ApiMappingKey ?? "") === (ApiMappingKey ?? ""));
  if (isTaken) throw conflict("ApiMapping key already exists for this domain name");
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#CreateApiMapping */
export const createApiMapping: HttpApiOperation<"CreateApiMapping"> = {
  access: on("POST", path),

  run({ store, ids }, { DomainName, ApiId, Stage, ApiMappingKey }) {
    const { DomainName: domain } = domainOf(store, DomainName);
    const mapping: HttpMapping = { ApiMappingId: ids.text(6), ApiId, Stage, ApiMappingKey: ApiMappingKey ?? "" };
    check(store, domain, mapping);

    store.mappings.put(domain, mapping);
    return mapping;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#GetApiMapping */
export const getApiMapping: HttpApiOperation<"GetApiMapping"> = {
  access: on("GET", onePath),
  run: ({ store }, { DomainName, ApiMappingId }) =>
    store.mappings.get(domainOf(store, DomainName).DomainName, ApiMappingId),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#GetApiMappings */
export const getApiMappings: HttpApiOperation<"GetApiMappings"> = {
  access: on("GET", path),
  run: ({ store }, { DomainName }) => ({ Items: store.mappings.list(domainOf(store, DomainName).DomainName) }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#UpdateApiMapping */
export const updateApiMapping: HttpApiOperation<"UpdateApiMapping"> = {
  access: on("PATCH", onePath),

  run({ store }, input) {
    const { DomainName: domain } = domainOf(store, input.DomainName);
    const before = store.mappings.get(domain, input.ApiMappingId);
    const changed = updated(before, input, ["ApiId", "ApiMappingKey", "Stage"]);
    check(store, domain, changed);

    store.mappings.put(domain, changed);
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#DeleteApiMapping */
export const deleteApiMapping: HttpApiOperation<"DeleteApiMapping"> = {
  access: on("DELETE", onePath),

  run({ store }, { DomainName, ApiMappingId }) {
    const { DomainName: domain } = domainOf(store, DomainName);
    store.mappings.delete(domain, store.mappings.get(domain, ApiMappingId).ApiMappingId);
  },
};
