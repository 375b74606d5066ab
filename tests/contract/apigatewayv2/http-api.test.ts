import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteCorsConfigurationCommand,
  GetApiCommand,
  GetRoutesCommand,
  GetTagsCommand,
  ImportApiCommand,
  ReimportApiCommand,
  TagResourceCommand,
  UpdateApiCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";

let cloud: TestCloud;
let role = "";
beforeAll(async () => {
  cloud = await startTestCloud();
  const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });
  const trust = ["lambda.amazonaws.com", "apigateway.amazonaws.com"].map((Service) => ({
    Effect: "Allow",
    Principal: { Service },
    Action: "sts:AssumeRole",
  }));
  const made = await cloud.iam.send(
    new CreateRoleCommand({ RoleName: "door", AssumeRolePolicyDocument: document(trust) }),
  );
  role = made.Role?.Arn ?? "";
  const PolicyDocument = document({ Effect: "Allow", Action: ["sqs:SendMessage", "logs:*"], Resource: "*" });
  await cloud.iam.send(new PutRolePolicyCommand({ RoleName: "door", PolicyName: "send", PolicyDocument }));
});
afterAll(() => cloud.stop());

async function newFunction(FunctionName: string, source: string): Promise<string> {
  const { FunctionArn = "" } = await cloud.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs20.x",
      Role: role,
      Handler: "index.handler",
      Timeout: 20,
      Code: { ZipFile: await zip({ "index.js": source }) },
    }),
  );
  const Action = "lambda:InvokeFunction";
  const Principal = "apigateway.amazonaws.com";
  await cloud.lambda.send(new AddPermissionCommand({ FunctionName, StatementId: "door", Action, Principal }));
  return FunctionArn;
}

const newApi = async (input: object = {}) => {
  const made = await cloud.apigatewayv2.send(new CreateApiCommand({ Name: "shop", ProtocolType: "HTTP", ...input }));
  return { ApiId: made.ApiId ?? "", url: made.ApiEndpoint ?? "" };
};

async function newRoute(
  ApiId: string,
  RouteKey: string,
  integration: Partial<CreateIntegrationCommandInput>,
  more: object = {},
) {
  const { IntegrationId } = await cloud.apigatewayv2.send(
    new CreateIntegrationCommand({ ApiId, IntegrationType: "AWS_PROXY", ...integration }),
  );
  await cloud.apigatewayv2.send(
    new CreateRouteCommand({ ApiId, RouteKey, Target: `integrations/${IntegrationId}`, ...more }),
  );
}

const serve = (ApiId: string, more: object = {}) =>
  cloud.apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true, ...more }));

const echo =
  "exports.handler = async (e) => ({ version: e.version, path: e.rawPath ?? e.path, id: e.pathParameters?.id, auth: e.requestContext.authorizer });";

describe("An HTTP API", () => {
  it("is there at once when it is made for a function", async () => {
    const Target = await newFunction("quick", echo);
    const { ApiId, url } = await newApi({ Target });
    const answer = await (await fetch(`${url}/any/thing`)).json();
    const { Items = [] } = await cloud.apigatewayv2.send(new GetRoutesCommand({ ApiId }));

    expect(answer).toMatchObject({ version: "2.0", path: "/any/thing" });
    expect(Items.map(({ RouteKey }) => RouteKey)).toEqual(["$default"]);
    await cloud.apigatewayv2.send(new DeleteApiCommand({ ApiId }));
    expect((await fetch(`${url}/any`)).status).toBe(404);
  }, 30_000);

  it("finds the most exact route, as it was deployed to a stage", async () => {
    const IntegrationUri = await newFunction(
      "routed",
      "exports.handler = async (e) => ({ statusCode: 200, body: JSON.stringify([e.version, e.resource, e.pathParameters]) });",
    );
    const { ApiId, url } = await newApi();
    await newRoute(ApiId, "GET /orders/{id}", { IntegrationUri });
    await newRoute(ApiId, "ANY /orders/{all+}", { IntegrationUri });
    await cloud.apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: "v1" }));
    const ask = async (method: string, path: string) => {
      const response = await fetch(`${url}/v1${path}`, { method });
      return response.status === 200 ? response.json() : response.status;
    };
    expect(await ask("GET", "/orders/7")).toBe(404);
    await cloud.apigatewayv2.send(new CreateDeploymentCommand({ ApiId, StageName: "v1" }));

    expect(await ask("GET", "/orders/7")).toEqual(["1.0", "/orders/{id}", { id: "7" }]);
    expect(await ask("POST", "/orders/7/8")).toEqual(["1.0", "/orders/{all+}", { all: "7/8" }]);
    expect(await ask("GET", "/none")).toBe(404);
  }, 30_000);

  it("hands a request to a queue by its role", async () => {
    const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "intake" }));
    const { ApiId, url } = await newApi();
    const RequestParameters = { QueueUrl, MessageBody: "$request.body.order" };
    const service = { IntegrationSubtype: "SQS-SendMessage", CredentialsArn: role, PayloadFormatVersion: "1.0" };
    await newRoute(ApiId, "POST /orders", { ...service, RequestParameters });
    await serve(ApiId);
    const { status } = await fetch(`${url}/orders`, { method: "POST", body: '{"order": {"n": 1}}' });
    const { Messages = [] } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }));

    expect(status).toBe(200);
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"n":1}']);
  });

  it("lets in whom the issuer's token names", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const issuer = createServer((request, response) => {
      const host = `http://${request.headers.host}`;
      const keys = [{ ...publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256" }];
      response.end(JSON.stringify(request.url === "/keys" ? { keys } : { issuer: host, jwks_uri: `${host}/keys` }));
    });
    await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
    const Issuer = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const token = (claims: object) => {
      const text = `${encode({ alg: "RS256", kid: "k1" })}.${encode({ iss: Issuer, aud: "shop", exp: 9_999_999_999, ...claims })}`;
      return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
    };
    const { ApiId, url } = await newApi();
    const { AuthorizerId } = await cloud.apigatewayv2.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: "tokens",
        AuthorizerType: "JWT",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Issuer, Audience: ["shop"] },
      }),
    );
    const IntegrationUri = await newFunction("tokened", echo);
    const guarded = { AuthorizationType: "JWT", AuthorizerId, AuthorizationScopes: ["read"] };
    await newRoute(ApiId, "GET /me", { IntegrationUri, PayloadFormatVersion: "2.0" }, guarded);
    await serve(ApiId);
    const ask = (bearer: string) => fetch(`${url}/me`, { headers: { authorization: `Bearer ${bearer}` } });
    const good = token({ sub: "ann", scope: "read write" });
    const [head, , signature] = good.split(".");
    const forged = `${head}.${encode({ iss: Issuer, aud: "shop", exp: 9_999_999_999, sub: "eve", scope: "read" })}.${signature}`;
    const statuses = [forged, token({ exp: 1 }), token({ aud: "other" }), token({ scope: "write" })].map(
      async (one) => (await ask(one)).status,
    );

    expect(await (await ask(good)).json()).toMatchObject({
      auth: { jwt: { claims: { sub: "ann" }, scopes: ["read", "write"] } },
    });
    expect(await Promise.all(statuses)).toEqual([401, 401, 401, 403]);
    expect((await fetch(`${url}/me`)).status).toBe(401);
    issuer.close();
  }, 30_000);

  it("lets its authorizer's function decide", async () => {
    const guard = await newFunction(
      "decide",
      "exports.handler = async (e) => ({ isAuthorized: e.identitySource[0] === 'in', context: { who: 'me' } });",
    );
    const { ApiId, url } = await newApi();
    const { AuthorizerId } = await cloud.apigatewayv2.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: "decide",
        AuthorizerType: "REQUEST",
        AuthorizerPayloadFormatVersion: "2.0",
        EnableSimpleResponses: true,
        IdentitySource: ["$request.header.x-pass"],
        AuthorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${guard}/invocations`,
      }),
    );
    const IntegrationUri = await newFunction("decided", echo);
    await newRoute(
      ApiId,
      "GET /in",
      { IntegrationUri, PayloadFormatVersion: "2.0" },
      { AuthorizationType: "CUSTOM", AuthorizerId },
    );
    await serve(ApiId);
    const ask = (pass: string) => fetch(`${url}/in`, { headers: { "x-pass": pass } });

    expect(await (await ask("in")).json()).toMatchObject({ auth: { lambda: { who: "me" } } });
    expect((await ask("out")).status).toBe(403);
  }, 30_000);

  it("answers browsers itself, and changes what it goes through to a server", async () => {
    const server = createServer((request, response) => response.end(`${request.url} ${request.headers["x-id"]}`));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const IntegrationUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/{id}`;
    const CorsConfiguration = { AllowOrigins: ["https://shop.example"], AllowMethods: ["GET"], AllowHeaders: ["x-id"] };
    const { ApiId, url } = await newApi({ CorsConfiguration });
    const RequestParameters = { "overwrite:header.x-id": "$request.path.id", "append:querystring.v": "2" };
    const http = {
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "ANY",
      IntegrationUri,
      RequestParameters,
    } as const;
    await newRoute(ApiId, "GET /{id}", http);
    await serve(ApiId);
    const headers = { origin: "https://shop.example", "access-control-request-method": "GET" };
    const asked = await fetch(`${url}/5`, { method: "OPTIONS", headers });
    const answer = await fetch(`${url}/5?q=1`, { headers });
    const text = await answer.text();
    server.close();

    expect([asked.status, asked.headers.get("access-control-allow-methods")]).toEqual([204, "GET"]);
    expect(text).toBe("/base/5?q=1&v=2 5");
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    await cloud.apigatewayv2.send(new DeleteCorsConfigurationCommand({ ApiId }));
    expect((await cloud.apigatewayv2.send(new GetApiCommand({ ApiId }))).CorsConfiguration).toBeUndefined();
  });

  it("has tags, and refuses what does not fit", async () => {
    const { apigatewayv2 } = cloud;
    const { ApiId } = await newApi();
    const ResourceArn = `arn:aws:apigateway:eu-west-1::/apis/${ApiId}`;
    await apigatewayv2.send(new TagResourceCommand({ ResourceArn, Tags: { team: "a" } }));
    const changed = await apigatewayv2.send(new UpdateApiCommand({ ApiId, Description: "d" }));

    expect(changed).toMatchObject({ Description: "d", Tags: { team: "a" }, Name: "shop" });
    expect((await apigatewayv2.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ team: "a" });
    await expect(apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: "nonsense" }))).rejects.toMatchObject({
      name: "BadRequestException",
    });
    await expect(apigatewayv2.send(new GetApiCommand({ ApiId: "none" }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});

describe("An OpenAPI document", () => {
  const document = (uri: string) => ({
    openapi: "3.0.1",
    info: { title: "read", version: "2" },
    "x-amazon-apigateway-cors": { allowOrigins: ["https://example.com"] },
    components: {
      securitySchemes: {
        tokens: {
          "x-amazon-apigateway-authorizer": {
            type: "jwt",
            identitySource: "$request.header.Authorization",
            jwtConfiguration: { issuer: "https://example.com", audience: ["a"] },
          },
        },
      },
      "x-amazon-apigateway-integrations": {
        shared: { type: "aws_proxy", httpMethod: "POST", payloadFormatVersion: "2.0", uri },
      },
    },
    paths: {
      "/orders/{id}": {
        get: { "x-amazon-apigateway-integration": { $ref: "#/components/x-amazon-apigateway-integrations/shared" } },
      },
      "/secrets": {
        "x-amazon-apigateway-any-method": {
          security: [{ tokens: ["read"] }],
          "x-amazon-apigateway-integration": { type: "aws_proxy", payloadFormatVersion: "2.0", uri },
        },
      },
    },
  });

  it("is an API once it is imported, and another once another is", async () => {
    const { apigatewayv2 } = cloud;
    const body = document(await newFunction("imported", echo));
    const { ApiId = "", ApiEndpoint: url } = await apigatewayv2.send(
      new ImportApiCommand({ Body: JSON.stringify(body) }),
    );
    await serve(ApiId);
    const { CorsConfiguration, Name } = await apigatewayv2.send(new GetApiCommand({ ApiId }));
    const { Items = [] } = await apigatewayv2.send(new GetRoutesCommand({ ApiId }));

    expect({ CorsConfiguration, Name }).toEqual({
      CorsConfiguration: { AllowOrigins: ["https://example.com"] },
      Name: "read",
    });
    expect(Items.map((route) => [route.RouteKey, route.AuthorizationType, route.AuthorizationScopes]).sort()).toEqual([
      ["ANY /secrets", "JWT", ["read"]],
      ["GET /orders/{id}", "NONE", undefined],
    ]);
    expect(await (await fetch(`${url}/orders/7`)).json()).toMatchObject({ version: "2.0", id: "7" });
    expect((await fetch(`${url}/secrets`)).status).toBe(401);

    const { "/orders/{id}": item } = body.paths;
    const Body = JSON.stringify({ ...body, info: { title: "again", version: "3" }, paths: { "/things/{id}": item } });
    const changed = await apigatewayv2.send(new ReimportApiCommand({ ApiId, Body }));

    expect(changed).toMatchObject({ ApiId, Name: "again", Version: "3" });
    expect((await fetch(`${url}/orders/7`)).status).toBe(404);
    expect((await fetch(`${url}/things/7`)).status).toBe(200);
  }, 30_000);

  it("is refused when it is none", async () => {
    await expect(cloud.apigatewayv2.send(new ImportApiCommand({ Body: "swagger: 2" }))).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });
});
