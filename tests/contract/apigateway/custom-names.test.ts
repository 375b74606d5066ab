import { request } from "node:http";
import {
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteDomainNameCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDomainNameCommand as CreateHttpDomainNameCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteApiMappingCommand,
  GetApiMappingsCommand,
  GetIntegrationsCommand,
  UpdateApiCommand,
  UpdateApiMappingCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";

let cloud: TestCloud;
let echo = "";

beforeAll(async () => {
  cloud = await startTestCloud();
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: trust });
  const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName: "echo", AssumeRolePolicyDocument }));
  const source = "exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";
  const made = await cloud.lambda.send(
    new CreateFunctionCommand({
      FunctionName: "echo",
      Runtime: "nodejs20.x",
      Role: Role?.Arn,
      Handler: "index.handler",
      Timeout: 20,
      Code: { ZipFile: await zip({ "index.js": source }) },
    }),
  );
  echo = made.FunctionArn ?? "";
  const permission = { Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com", StatementId: "door" };
  await cloud.lambda.send(new AddPermissionCommand({ FunctionName: "echo", ...permission }));
});
afterAll(() => cloud.stop());

interface Answered {
  readonly status: number;
  readonly errorType: string | undefined;
  readonly body: Record<string, unknown> & { readonly requestContext?: Record<string, unknown> };
}

/** As a browser asks that knows the cloud's address by a name of its owner's. */
const ask = (host: string, path: string): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const asked = request(`${cloud.cloud.endpoint}${path}`, { headers: { host } }, async (response) => {
      let text = "";
      for await (const part of response) text += part;
      const errorType = response.headers["x-amzn-errortype"]?.toString();
      resolve({ status: response.statusCode ?? 0, errorType, body: JSON.parse(text) });
    });
    asked.on("error", reject);
    asked.end();
  });

/** A REST API with the stage `dev`, whose resource of this name says `says`, or tells what its function got. */
async function newRestApi(pathPart: string, says?: string): Promise<string> {
  const { id: restApiId = "", rootResourceId: parentId } = await cloud.apigateway.send(
    new CreateRestApiCommand({ name: "shop" }),
  );
  const { id: resourceId } = await cloud.apigateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart }));
  const place = { restApiId, resourceId, httpMethod: "GET" };
  await cloud.apigateway.send(new PutMethodCommand({ ...place, authorizationType: "NONE" }));
  if (says === undefined) {
    const uri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${echo}/invocations`;
    await cloud.apigateway.send(
      new PutIntegrationCommand({ ...place, type: "AWS_PROXY", integrationHttpMethod: "POST", uri }),
    );
  } else {
    const requestTemplates = { "application/json": '{"statusCode": 200}' };
    const responseTemplates = { "application/json": JSON.stringify({ says }) };
    await cloud.apigateway.send(new PutIntegrationCommand({ ...place, type: "MOCK", requestTemplates }));
    await cloud.apigateway.send(new PutMethodResponseCommand({ ...place, statusCode: "200" }));
    await cloud.apigateway.send(new PutIntegrationResponseCommand({ ...place, statusCode: "200", responseTemplates }));
  }
  await cloud.apigateway.send(new CreateDeploymentCommand({ restApiId, stageName: "dev" }));
  return restApiId;
}

const newName = (domainName: string) =>
  cloud.apigateway.send(
    new CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: "arn:aws:acm:eu-west-1:000000000000:certificate/one",
      endpointConfiguration: { types: ["REGIONAL"] },
    }),
  );

const map = (domainName: string, restApiId: string, more: { basePath?: string; stage?: string }) =>
  cloud.apigateway.send(new CreateBasePathMappingCommand({ domainName, restApiId, ...more }));

/** One that hands all to the function. */
async function newHttpApi(StageName: string): Promise<string> {
  const { ApiId = "" } = await cloud.apigatewayv2.send(
    new CreateApiCommand({ Name: "shop", ProtocolType: "HTTP", Target: echo }),
  );
  if (StageName !== "$default") {
    await cloud.apigatewayv2.send(new CreateStageCommand({ ApiId, StageName, AutoDeploy: true }));
  }
  return ApiId;
}

describe("A request by a custom name of a REST API", () => {
  it("loses the base path on its way, and keeps it in what functions are told", async () => {
    await newName("api.shop.example");
    await map("api.shop.example", await newRestApi("orders"), { basePath: "v1", stage: "dev" });
    const { status, body } = await ask("API.shop.example:4566", "/v1/orders?x=1");

    expect(status).toBe(200);
    expect(body).toMatchObject({ resource: "/orders", path: "/v1/orders", queryStringParameters: { x: "1" } });
    expect(body.requestContext).toMatchObject({
      path: "/v1/orders",
      resourcePath: "/orders",
      stage: "dev",
      domainName: "API.shop.example",
      domainPrefix: "API",
    });
  }, 30_000);

  it("goes to the longest mapping that begins its path, whichever face of API Gateway has it", async () => {
    const domainName = "many.shop.example";
    await newName(domainName);
    await map(domainName, await newRestApi("items", "all"), { stage: "dev" });
    await map(domainName, await newRestApi("items", "orders"), { basePath: "orders", stage: "dev" });
    const ApiId = await newRestApi("items", "second orders");
    await cloud.apigatewayv2.send(
      new CreateApiMappingCommand({ DomainName: domainName, ApiId, Stage: "dev", ApiMappingKey: "orders/v2" }),
    );
    const said = async (path: string) => (await ask(domainName, path)).body["says"];

    expect(await said("/items")).toBe("all");
    expect(await said("/orders/items")).toBe("orders");
    expect(await said("/orders/v2/items")).toBe("second orders");
    expect(await ask(domainName, "/ordersitems")).toMatchObject({
      status: 403,
      body: { message: "Missing Authentication Token" },
    });
  });

  it("names its stage where the mapping has none", async () => {
    await newName("stages.shop.example");
    await map("stages.shop.example", await newRestApi("orders"), { basePath: "a" });
    const { body } = await ask("stages.shop.example", "/a/dev/orders");

    expect(body).toMatchObject({ resource: "/orders", path: "/a/dev/orders", requestContext: { stage: "dev" } });
  }, 30_000);

  it("is forbidden where nothing is mapped, and no request of an API once the name is gone", async () => {
    const DomainName = "bare.shop.example";
    await newName(DomainName);
    await expect(newName(DomainName)).rejects.toMatchObject({ name: "ConflictException" });
    const ApiId = await newRestApi("items", "hello");
    const forbidden = { status: 403, errorType: "ForbiddenException", body: { message: "Forbidden" } };
    expect(await ask(DomainName, "/items")).toEqual(forbidden);
    await cloud.apigatewayv2.send(
      new CreateApiMappingCommand({ DomainName, ApiId, Stage: "dev", ApiMappingKey: "deep/down" }),
    );
    expect(await ask(DomainName, "/deep")).toEqual(forbidden);
    expect(await ask(DomainName, "/deep/down/items")).toMatchObject({ status: 200, body: { says: "hello" } });

    await cloud.apigateway.send(new DeleteDomainNameCommand({ domainName: DomainName }));
    await expect(cloud.apigatewayv2.send(new GetApiMappingsCommand({ DomainName }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
    await newName(DomainName);
    expect(await ask(DomainName, "/deep/down/items")).toEqual(forbidden);
  });

  it("is answered for every name below one with an asterisk", async () => {
    await newName("*.tenants.example");
    await map("*.tenants.example", await newRestApi("items", "hello"), { stage: "dev" });

    expect((await ask("one.tenants.example", "/items")).body).toEqual({ says: "hello" });
  });

  it("is the only way in when the API's own endpoint is disabled", async () => {
    const restApiId = await newRestApi("items", "hello");
    await newName("only.shop.example");
    await map("only.shop.example", restApiId, { stage: "dev" });
    const value = "true";
    const patchOperations = [{ op: "replace" as const, path: "/disableExecuteApiEndpoint", value }];
    await cloud.apigateway.send(new UpdateRestApiCommand({ restApiId, patchOperations }));

    expect((await ask("only.shop.example", "/items")).status).toBe(200);
    expect(await ask(`${restApiId}.execute-api.eu-west-1.amazonaws.com`, "/dev/items")).toMatchObject({
      status: 403,
      body: { message: "Forbidden" },
    });
  });
});

describe("A request by a custom name of an HTTP API", () => {
  const newHttpName = (DomainName: string) =>
    cloud.apigatewayv2.send(
      new CreateHttpDomainNameCommand({ DomainName, DomainNameConfigurations: [{ EndpointType: "REGIONAL" }] }),
    );

  it("reaches the stage that its path is mapped to", async () => {
    const DomainName = "http.shop.example";
    await newHttpName(DomainName);
    await expect(newHttpName(DomainName)).rejects.toMatchObject({ name: "ConflictException" });
    const ApiId = await newHttpApi("beta");
    const { ApiMappingId = "" } = await cloud.apigatewayv2.send(
      new CreateApiMappingCommand({ DomainName, ApiId, Stage: "beta", ApiMappingKey: "shop/orders" }),
    );
    const named = await ask(DomainName, "/shop/orders/7?x=1");
    const change = { DomainName, ApiId, ApiMappingId };
    await cloud.apigatewayv2.send(new UpdateApiMappingCommand({ ...change, Stage: "$default" }));
    const plain = await ask(DomainName, "/shop/orders/7");
    const elsewhere = await ask(DomainName, "/shop");
    await cloud.apigatewayv2.send(new DeleteApiMappingCommand({ DomainName, ApiMappingId }));

    expect(named.body).toMatchObject({ version: "2.0", rawPath: "/beta/7", rawQueryString: "x=1" });
    expect(named.body.requestContext).toMatchObject({ domainName: DomainName, domainPrefix: "http", stage: "beta" });
    expect(plain.body).toMatchObject({ rawPath: "/7", requestContext: { stage: "$default", http: { path: "/7" } } });
    expect(elsewhere).toMatchObject({ status: 403, body: { message: "Forbidden" } });
    expect(await ask(DomainName, "/shop/orders/7")).toMatchObject({ status: 403, body: { message: "Forbidden" } });
  }, 30_000);

  it("keeps its base path in what payload 1.0 and access logs tell", async () => {
    const DomainName = "one.shop.example";
    await newHttpName(DomainName);
    const ApiId = await newHttpApi("$default");
    await cloud.apigatewayv2.send(
      new CreateApiMappingCommand({ DomainName, ApiId, Stage: "$default", ApiMappingKey: "v1" }),
    );
    const { Items = [] } = await cloud.apigatewayv2.send(new GetIntegrationsCommand({ ApiId }));
    const IntegrationId = Items[0]?.IntegrationId;
    await cloud.apigatewayv2.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, PayloadFormatVersion: "1.0" }));
    const logGroupName = "/apis/one";
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName }));
    const DestinationArn = `arn:aws:logs:eu-west-1:000000000000:log-group:${logGroupName}`;
    const AccessLogSettings = { DestinationArn, Format: "$context.customDomain.basePathMatched $context.domainName" };
    await cloud.apigatewayv2.send(new UpdateStageCommand({ ApiId, StageName: "$default", AccessLogSettings }));
    const { body } = await ask(DomainName, "/v1/orders");
    const { events = [] } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName }));

    expect(body).toMatchObject({ version: "1.0", path: "/v1/orders", requestContext: { path: "/v1/orders" } });
    expect(events.map(({ message }) => message)).toEqual([`v1 ${DomainName}`]);
  }, 30_000);

  it("is forbidden where the API behind it is no more", async () => {
    const DomainName = "gone.shop.example";
    await newHttpName(DomainName);
    const ApiId = await newHttpApi("$default");
    await cloud.apigatewayv2.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: "$default" }));
    expect((await ask(DomainName, "/any")).status).toBe(200);
    await cloud.apigatewayv2.send(new DeleteApiCommand({ ApiId }));

    expect(await ask(DomainName, "/any")).toMatchObject({ status: 403, body: { message: "Forbidden" } });
  }, 30_000);

  it("is the only way in when the API's own endpoint is disabled", async () => {
    const DomainName = "closed.shop.example";
    await newHttpName(DomainName);
    const ApiId = await newHttpApi("$default");
    await cloud.apigatewayv2.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: "$default" }));
    await cloud.apigatewayv2.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));

    expect((await ask(DomainName, "/any")).body).toMatchObject({ rawPath: "/any" });
    expect(await ask(`${ApiId}.execute-api.eu-west-1.amazonaws.com`, "/any")).toMatchObject({
      status: 404,
      body: { message: "Not Found" },
    });
  }, 30_000);

  it("leads to a REST API as well, and to no API or stage that is not there", async () => {
    const DomainName = "mixed.shop.example";
    await newHttpName(DomainName);
    const ApiId = await newRestApi("items", "rest");
    const make = (more: object) =>
      cloud.apigatewayv2.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: "dev", ...more }));
    await expect(make({ ApiId: "none" })).rejects.toMatchObject({
      name: "BadRequestException",
      message: "Invalid API identifier specified none",
    });
    await expect(make({ Stage: "none" })).rejects.toMatchObject({ message: "Invalid stage identifier specified" });
    await make({});

    expect((await ask(DomainName, "/items")).body).toEqual({ says: "rest" });
  });
});
