import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  CreateDomainNameCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiMappingCommand,
  DeleteDomainNameCommand,
  ExportApiCommand,
  type ExportApiCommandInput,
  GetApiMappingCommand,
  GetApiMappingsCommand,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetTagsCommand,
  ImportApiCommand,
  TagResourceCommand,
  UpdateApiMappingCommand,
  UpdateDomainNameCommand,
} from "@aws-sdk/client-apigatewayv2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let ApiId: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  const cors = { AllowOrigins: ["https://example.com"], MaxAge: 60 };
  const api = { Name: "uploads", ProtocolType: "HTTP" as const, CorsConfiguration: cors, Version: "2" };
  ({ ApiId = "" } = await cloud.apigatewayv2.send(new CreateApiCommand(api)));
  const { AuthorizerId } = await cloud.apigatewayv2.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: "partners",
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: "https://issuer.example.com", Audience: ["uploads"] },
    }),
  );
  const { IntegrationId } = await cloud.apigatewayv2.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "GET",
      IntegrationUri: "https://example.com/{id}",
      PayloadFormatVersion: "1.0",
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  const secured = { AuthorizationType: "JWT" as const, AuthorizerId, AuthorizationScopes: ["read"] };
  await cloud.apigatewayv2.send(
    new CreateRouteCommand({ ApiId, RouteKey: "GET /files/{id}", Target, OperationName: "getFile", ...secured }),
  );
  await cloud.apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: "$default", Target }));
  await cloud.apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: "dev", AutoDeploy: true }));
});
afterAll(() => cloud.stop());

async function exported(more: Partial<ExportApiCommandInput> = {}) {
  const input = { ApiId, Specification: "OAS30", OutputType: "JSON", ...more };
  return (await cloud.apigatewayv2.send(new ExportApiCommand(input))).body?.transformToString() ?? "";
}

describe("an exported HTTP API", () => {
  it("is an OpenAPI document with its routes, integrations, authorizers and CORS", async () => {
    expect(JSON.parse(await exported())).toMatchObject({
      openapi: "3.0.1",
      info: { title: "uploads", version: "2" },
      paths: {
        "/$default": { "x-amazon-apigateway-any-method": { isDefaultRoute: true } },
        "/files/{id}": {
          get: {
            operationId: "getFile",
            security: [{ partners: ["read"] }],
            parameters: [{ name: "id", in: "path", required: true }],
            "x-amazon-apigateway-integration": { type: "http_proxy", uri: "https://example.com/{id}" },
          },
        },
      },
      components: { securitySchemes: { partners: { "x-amazon-apigateway-authorizer": { type: "jwt" } } } },
      "x-amazon-apigateway-cors": { allowOrigins: ["https://example.com"], maxAge: 60 },
    });
  });

  it("is the same in YAML, and of a stage; without extensions it tells the routes alone", async () => {
    const document = JSON.parse(await exported());
    expect(parse(await exported({ OutputType: "YAML" }))).toEqual(document);
    expect(JSON.parse(await exported({ StageName: "dev" }))).toEqual(document);
    const plain = await exported({ IncludeExtensions: false });
    expect(plain).not.toContain("x-amazon-apigateway-integration");
    expect(Object.keys(JSON.parse(plain).paths)).toEqual(["/$default", "/files/{id}"]);
  });

  it.each(["JSON", "YAML"])("can be imported again: %s", async (OutputType) => {
    const Body = await exported({ OutputType });
    const { ApiId: copy, CorsConfiguration } = await cloud.apigatewayv2.send(new ImportApiCommand({ Body }));
    const { Items: routes = [] } = await cloud.apigatewayv2.send(new GetRoutesCommand({ ApiId: copy }));
    const { Items: integrations = [] } = await cloud.apigatewayv2.send(new GetIntegrationsCommand({ ApiId: copy }));

    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual(["$default", "GET /files/{id}"]);
    expect(routes.find(({ RouteKey }) => RouteKey !== "$default")?.AuthorizationScopes).toEqual(["read"]);
    expect(integrations.every(({ IntegrationUri }) => IntegrationUri === "https://example.com/{id}")).toBe(true);
    expect(CorsConfiguration).toEqual({ AllowOrigins: ["https://example.com"], MaxAge: 60 });
  });

  it("is refused in what is no format", async () => {
    await expect(exported({ Specification: "OAS20" })).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(exported({ OutputType: "XML" })).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(exported({ StageName: "none" })).rejects.toMatchObject({ name: "NotFoundException" });
  });
});

describe("custom names of HTTP APIs", () => {
  it("are made, changed, mapped to stages and deleted", async () => {
    const DomainName = "files.example.com";
    const CertificateArn = "arn:aws:acm:eu-west-1:000000000000:certificate/one";
    const configuration = [{ CertificateArn, EndpointType: "REGIONAL" as const, SecurityPolicy: "TLS_1_2" as const }];
    const make = () =>
      cloud.apigatewayv2.send(new CreateDomainNameCommand({ DomainName, DomainNameConfigurations: configuration }));
    const made = await make();
    expect(made).toMatchObject({
      DomainName,
      ApiMappingSelectionExpression: "$request.basepath",
      DomainNameConfigurations: [
        {
          CertificateArn,
          DomainNameStatus: "AVAILABLE",
          ApiGatewayDomainName: expect.stringMatching(/^d-[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/),
        },
      ],
    });
    await expect(make()).rejects.toMatchObject({ name: "ConflictException" });
    const other = [{ ...configuration[0], CertificateArn: `${CertificateArn}-2` }];
    await cloud.apigatewayv2.send(new UpdateDomainNameCommand({ DomainName, DomainNameConfigurations: other }));
    const found = await cloud.apigatewayv2.send(new GetDomainNameCommand({ DomainName }));
    expect(found.DomainNameConfigurations?.[0]).toMatchObject({
      CertificateArn: `${CertificateArn}-2`,
      ApiGatewayDomainName: made.DomainNameConfigurations?.[0]?.ApiGatewayDomainName,
    });
    expect((await cloud.apigatewayv2.send(new GetDomainNamesCommand({}))).Items).toHaveLength(1);
    const ResourceArn = `arn:aws:apigateway:eu-west-1::/domainnames/${DomainName}`;
    await cloud.apigatewayv2.send(new TagResourceCommand({ ResourceArn, Tags: { team: "data" } }));
    expect((await cloud.apigatewayv2.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ team: "data" });

    const map = (ApiMappingKey: string, Stage = "dev") =>
      cloud.apigatewayv2.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage, ApiMappingKey }));
    const { ApiMappingId = "" } = await map("v1");
    await expect(map("v1")).rejects.toMatchObject({ name: "ConflictException" });
    await expect(map("v2", "none")).rejects.toMatchObject({ name: "BadRequestException" });
    await cloud.apigatewayv2.send(
      new UpdateApiMappingCommand({ DomainName, ApiId, ApiMappingId, ApiMappingKey: "v2" }),
    );
    const mapping = await cloud.apigatewayv2.send(new GetApiMappingCommand({ DomainName, ApiMappingId }));
    expect(mapping).toMatchObject({ ApiId, Stage: "dev", ApiMappingKey: "v2" });
    expect((await cloud.apigatewayv2.send(new GetApiMappingsCommand({ DomainName }))).Items).toHaveLength(1);

    await cloud.apigatewayv2.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));
    await map("v3");
    await cloud.apigatewayv2.send(new DeleteDomainNameCommand({ DomainName }));
    await expect(cloud.apigatewayv2.send(new GetDomainNameCommand({ DomainName }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});
