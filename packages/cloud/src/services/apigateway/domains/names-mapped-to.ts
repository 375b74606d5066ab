import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { ApiGatewayStore } from "../store.ts";
import { pathMappings } from "./domain-names.ts";

/** The custom names that lead to an API, by mappings of either face of API Gateway. */
export async function namesMappedTo({ store, aws, account }: Call<ApiGatewayStore>, apiId: string): Promise<string[]> {
  const options = { principal: accountPrincipal(account) };
  const { Items: others = [] } = await aws.call("apigatewayv2", "GetDomainNames", {}, options);
  const names = [...[...store.domains.list()].map(({ domainName }) => domainName), ...others.map(nameOf)];
  const found: string[] = [];
  for (const DomainName of names) {
    const { Items: mappings = [] } = await aws.call("apigatewayv2", "GetApiMappings", { DomainName }, options);
    const isMapped = pathMappings(store, DomainName).some(({ api }) => api === apiId);
    if (isMapped || mappings.some(({ ApiId }) => ApiId === apiId)) found.push(DomainName);
  }
  return found;
}

const nameOf = ({ DomainName = "" }: { readonly DomainName?: string | undefined }): string => DomainName;
