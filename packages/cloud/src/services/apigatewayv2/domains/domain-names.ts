import { conflict, invalidId } from "../errors.ts";
import type { HttpDomain } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";
import type { HttpApiStore } from "../store.ts";

const path = "/domainnames";
const onePath = `${path}/{DomainName}`;
/** Where names of regional endpoints lead. https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
const hostedZone = "ZLY8HYME6SFDD";

/** Throws NotFoundException. */
export function domainOf({ domains }: HttpApiStore, name: string | undefined): HttpDomain {
  const domain = domains.get(name ?? "");
  if (domain === undefined) throw invalidId("domain name", name);
  return domain;
}

/** What is known of the endpoint that stands behind a name. */
const endpointsOf = (given: HttpDomain["DomainNameConfigurations"], name: string) =>
  (given ?? []).map((one) => ({
    EndpointType: "REGIONAL" as const,
    SecurityPolicy: "TLS_1_2" as const,
    ApiGatewayDomainName: name,
    DomainNameStatus: "AVAILABLE" as const,
    HostedZoneId: hostedZone,
    IpAddressType: "ipv4" as const,
    ...one,
  }));

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#CreateDomainName */
export const createDomainName: HttpApiOperation<"CreateDomainName"> = {
  access: on("POST", path),

  run({ store, ids, region }, { DomainName = "", DomainNameConfigurations: given, Tags, MutualTlsAuthentication }) {
    if (store.isTaken(DomainName)) throw conflict("The domain name you provided already exists.");
    const target = `d-${ids.text(10)}.execute-api.${region}.amazonaws.com`;
    const domain: HttpDomain = {
      DomainName,
      DomainNameArn: `arn:aws:apigateway:${region}::/domainnames/${DomainName}`,
      ApiMappingSelectionExpression: "$request.basepath",
      DomainNameConfigurations: endpointsOf(given, target),
      RoutingMode: "API_MAPPING_ONLY",
      Tags: Tags ?? {},
      MutualTlsAuthentication,
    };

    store.putDomain(domain);
    return domain;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#GetDomainName */
export const getDomainName: HttpApiOperation<"GetDomainName"> = {
  access: on("GET", onePath),
  run: ({ store }, { DomainName }) => domainOf(store, DomainName),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#GetDomainNames */
export const getDomainNames: HttpApiOperation<"GetDomainNames"> = {
  access: on("GET", path),
  run: ({ store }) => ({ Items: [...store.domains.list()] }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#UpdateDomainName */
export const updateDomainName: HttpApiOperation<"UpdateDomainName"> = {
  access: on("PATCH", onePath),

  run({ store }, { DomainName, DomainNameConfigurations: given, MutualTlsAuthentication }) {
    const before = domainOf(store, DomainName);
    const target = before.DomainNameConfigurations?.[0]?.ApiGatewayDomainName ?? "";
    const changed: HttpDomain = {
      ...before,
      ...(given && { DomainNameConfigurations: endpointsOf(given, target) }),
      ...(MutualTlsAuthentication && { MutualTlsAuthentication }),
    };

    store.putDomain(changed);
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#DeleteDomainName */
export const deleteDomainName: HttpApiOperation<"DeleteDomainName"> = {
  access: on("DELETE", onePath),

  run({ store }, { DomainName }) {
    store.deleteDomain(domainOf(store, DomainName).DomainName);
  },
};
