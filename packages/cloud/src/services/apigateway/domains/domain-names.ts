import type { BasePathMapping, DomainName } from "@aws-sdk/client-api-gateway";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { PathMapping } from "../../../kernel/service.ts";
import { badRequest, conflict } from "../errors.ts";
import { listPage } from "../list-page.ts";
import type { Domain, Mapping } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";

const domainPath = "/domainnames/{domainName}";
/** What stands for the root of a domain. */
const noBasePath = "(none)";
/** What stands for a stage that callers name themselves. */
const noStage = "(none)";

const domainOf = (store: ApiGatewayStore, name: string | undefined): Domain =>
  store.existing(store.domains, name, "Invalid domain name identifier specified");

const mappingOf = (store: ApiGatewayStore, domain = "", basePath = noBasePath): Mapping => {
  domainOf(store, domain);
  return store.existing(
    { get: (path) => store.mappings.get([domain, String(path)]) } as ApiGatewayStore["mappings"],
    basePath,
    "Invalid base path mapping identifier specified",
  );
};

const domainOutput = ({ certificateUploadDate, ...domain }: Domain): DomainName => ({
  ...domain,
  certificateUploadDate: certificateUploadDate === undefined ? undefined : new Date(certificateUploadDate),
});

const mappingOutput = ({ basePath, restApiId, stage }: Mapping): BasePathMapping => ({ basePath, restApiId, stage });

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html */
export const createDomainName: ApiGatewayOperation<"CreateDomainName"> = {
  access: on("POST", "/domainnames"),

  run({ store, ids, clock }, { domainName = "", ...input }) {
    if (store.isTaken(domainName)) throw conflict("The domain name you provided already exists.");
    const { region } = store.scope;
    const types = input.endpointConfiguration?.types ?? ["EDGE"];
    const isRegional = types.includes("REGIONAL");
    const target = ids.text(10);
    const domain: Domain = {
      domainName,
      domainNameArn: `arn:aws:apigateway:${region}::/domainnames/${domainName}`,
      certificateName: input.certificateName,
      certificateArn: input.certificateArn,
      certificateUploadDate: clock.now(),
      regionalCertificateArn: input.regionalCertificateArn,
      regionalDomainName: isRegional ? `d-${target}.execute-api.${region}.amazonaws.com` : undefined,
      regionalHostedZoneId: isRegional ? "ZLY8HYME6SFDD" : undefined,
      distributionDomainName: isRegional ? undefined : `d${target}.cloudfront.net`,
      distributionHostedZoneId: isRegional ? undefined : "Z2FDTNDATAQYW2",
      endpointConfiguration: { types, ipAddressType: input.endpointConfiguration?.ipAddressType ?? "ipv4" },
      domainNameStatus: "AVAILABLE",
      securityPolicy: input.securityPolicy ?? "TLS_1_2",
      mutualTlsAuthentication: input.mutualTlsAuthentication,
      tags: input.tags,
    };

    store.putDomain(domain);
    return domainOutput(domain);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainName.html */
export const getDomainName: ApiGatewayOperation<"GetDomainName"> = {
  access: on("GET", domainPath),
  run: ({ store }, { domainName }) => domainOutput(domainOf(store, domainName)),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainNames.html */
export const getDomainNames: ApiGatewayOperation<"GetDomainNames"> = {
  access: on("GET", "/domainnames"),

  run({ store }, input) {
    const { items, position } = listPage(store.domains.list(), input, ({ domainName }) => domainName);
    return { items: items.map(domainOutput), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDomainName.html */
export const updateDomainName: ApiGatewayOperation<"UpdateDomainName"> = {
  access: on("PATCH", domainPath),

  run({ store }, { domainName, patchOperations }) {
    const changed = patched(domainOf(store, domainName), patchOperations, {
      rules: {
        "/certificateName": "text",
        "/certificateArn": "text",
        "/regionalCertificateName": "text",
        "/regionalCertificateArn": "text",
        "/securityPolicy": "text",
        "/endpointConfiguration/types": "list",
      },
      badPath: badPatchPath,
    });
    store.putDomain(changed);
    return domainOutput(changed);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDomainName.html */
export const deleteDomainName: ApiGatewayOperation<"DeleteDomainName"> = {
  access: on("DELETE", domainPath),

  async run({ store, aws, account }, { domainName }) {
    const { domainName: DomainName } = domainOf(store, domainName);
    // Those of several levels are made by the other face of API Gateway.
    const options = { principal: accountPrincipal(account) };
    const { Items = [] } = await aws.call("apigatewayv2", "GetApiMappings", { DomainName }, options);
    for (const { ApiMappingId = "" } of Items) {
      await aws.call("apigatewayv2", "DeleteApiMapping", { DomainName, ApiMappingId }, options);
    }

    store.deleteDomain(DomainName);
  },
};

/** What the paths below a name lead to. */
export const pathMappings = (store: ApiGatewayStore, name: string): PathMapping[] =>
  [...store.mappings.list({ under: name })].map(({ basePath, restApiId = "", stage }) => ({
    basePath: basePath === noBasePath ? "" : basePath,
    api: restApiId,
    stage: stage === noStage ? undefined : stage,
  }));

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html */
export const createBasePathMapping: ApiGatewayOperation<"CreateBasePathMapping"> = {
  access: on("POST", `${domainPath}/basepathmappings`),

  run({ store }, { domainName, basePath: given, restApiId = "", stage }) {
    const domain = domainOf(store, domainName);
    const basePath = given === undefined || given === "" ? noBasePath : given;
    if (store.mappings.has([domain.domainName, basePath])) {
      throw conflict("Base path already exists for this domain name");
    }
    if (store.findApi(restApiId) === undefined) throw badRequest("Invalid REST API identifier specified");
    if (stage !== undefined && stage !== noStage && store.findStage(restApiId, stage) === undefined) {
      throw badRequest("Invalid stage identifier specified");
    }

    const mapping: Mapping = { domainName: domain.domainName, basePath, restApiId, stage };
    store.mappings.put([domain.domainName, basePath], mapping);
    return mappingOutput(mapping);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMapping.html */
export const getBasePathMapping: ApiGatewayOperation<"GetBasePathMapping"> = {
  access: on("GET", `${domainPath}/basepathmappings/{basePath}`),
  run: ({ store }, { domainName, basePath }) => mappingOutput(mappingOf(store, domainName, basePath)),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html */
export const getBasePathMappings: ApiGatewayOperation<"GetBasePathMappings"> = {
  access: on("GET", `${domainPath}/basepathmappings`),

  run({ store }, input) {
    const mappings = store.mappings.list({ under: domainOf(store, input.domainName).domainName });
    const { items, position } = listPage(mappings, input, ({ basePath }) => basePath);
    return { items: items.map(mappingOutput), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateBasePathMapping.html */
export const updateBasePathMapping: ApiGatewayOperation<"UpdateBasePathMapping"> = {
  access: on("PATCH", `${domainPath}/basepathmappings/{basePath}`),

  run({ store }, { domainName, basePath, patchOperations }) {
    const before = mappingOf(store, domainName, basePath);
    const rules = { "/restapiId": "text", "/stage": "text", "/basePath": "text" } as const;
    const { restapiId, ...changed } = patched<Mapping & { restapiId?: string }>(before, patchOperations, {
      rules,
      badPath: badPatchPath,
    });
    const mapping = { ...changed, restApiId: restapiId ?? before.restApiId };

    store.mappings.delete([before.domainName, before.basePath]);
    store.mappings.put([mapping.domainName, mapping.basePath], mapping);
    return mappingOutput(mapping);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteBasePathMapping.html */
export const deleteBasePathMapping: ApiGatewayOperation<"DeleteBasePathMapping"> = {
  access: on("DELETE", `${domainPath}/basepathmappings/{basePath}`),

  run({ store }, { domainName, basePath }) {
    const mapping = mappingOf(store, domainName, basePath);
    store.mappings.delete([mapping.domainName, mapping.basePath]);
  },
};
