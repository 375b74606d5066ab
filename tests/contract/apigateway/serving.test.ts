import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  type Integration,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
  TestInvokeMethodCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import { CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
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
  const trust = ["lambda.amazonaws.com", "apigateway.amazonaws.com"].map((Service) => ({
    Effect: "Allow",
    Principal: { Service },
    Action: "sts:AssumeRole",
  }));
  const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });
  const made = await cloud.iam.send(
    new CreateRoleCommand({ RoleName: "door", AssumeRolePolicyDocument: document(trust) }),
  );
  role = made.Role?.Arn ?? "";
  const PolicyDocument = document({ Effect: "Allow", Action: ["sqs:SendMessage", "logs:*"], Resource: "*" });
  await cloud.iam.send(new PutRolePolicyCommand({ RoleName: "door", PolicyName: "send", PolicyDocument }));
});
afterAll(() => cloud.stop());

interface Built {
  readonly restApiId: string;
  readonly resourceId: string;
}

/** An API with one resource. */
async function newApi(pathPart: string, input: object = {}): Promise<Built> {
  const { id: restApiId = "", rootResourceId } = await cloud.apigateway.send(
    new CreateRestApiCommand({ name: "shop", ...input }),
  );
  const { id: resourceId = "" } = await cloud.apigateway.send(
    new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart }),
  );
  return { restApiId, resourceId };
}

interface Answering extends Partial<Integration> {
  readonly method?: Partial<PutMethodCommandInput>;
  readonly responses?: readonly {
    statusCode: string;
    selectionPattern?: string;
    responseTemplates?: Record<string, string>;
  }[];
}

async function answer(built: Built, { method, responses = [], httpMethod, ...integration }: Answering): Promise<void> {
  const place = { ...built, httpMethod: "POST" };
  await cloud.apigateway.send(new PutMethodCommand({ ...place, authorizationType: "NONE", ...method }));
  await cloud.apigateway.send(
    new PutIntegrationCommand({ ...place, type: "MOCK", integrationHttpMethod: httpMethod, ...integration }),
  );
  for (const { statusCode, selectionPattern, responseTemplates } of responses) {
    await cloud.apigateway.send(new PutMethodResponseCommand({ ...place, statusCode }));
    await cloud.apigateway.send(
      new PutIntegrationResponseCommand({ ...place, statusCode, selectionPattern, responseTemplates }),
    );
  }
}

const mock = (template: string): Answering => ({
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  responses: [{ statusCode: "200", responseTemplates: { "application/json": template } }],
});

const deploy = ({ restApiId }: Built) =>
  cloud.apigateway.send(new CreateDeploymentCommand({ restApiId, stageName: "dev", variables: { who: "me" } }));

async function ask({ restApiId }: Built, path: string, init: RequestInit = {}) {
  const url = `${cloud.cloud.endpoint}/_aws/execute-api/${restApiId}/dev${path}`;
  const headers = { "content-type": "application/json", ...(init.headers as Record<string, string>) };
  const response = await fetch(url, { method: "POST", body: "{}", ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

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
  return `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`;
}

const letIn = (FunctionName: string) =>
  cloud.lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: "door",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    }),
  );

describe("A REST API", () => {
  it("answers a mock by its templates, as it was deployed", async () => {
    const api = await newApi("{id}");
    const template = `{"id": "$input.params('id')", "who": "$stageVariables.who", "q": "$input.params().querystring.q", "path": "$context.resourcePath"}`;
    await answer(api, mock(template));
    expect((await ask(api, "/5")).status).toBe(403);
    await deploy(api);

    const { status, text } = await ask(api, "/a%20b?q=1");
    expect([status, JSON.parse(text)]).toEqual([200, { id: "a b", who: "me", q: "1", path: "/{id}" }]);
    expect(await ask(api, "/5/more")).toMatchObject({
      status: 403,
      text: '{"message":"Missing Authentication Token"}',
    });
    const url = `${cloud.cloud.endpoint}/restapis/${api.restApiId}/dev/_user_request_/7`;
    expect(
      await (await fetch(url, { method: "POST", headers: { "content-type": "application/json" } })).text(),
    ).toContain('"id": "7"');
  });

  it("hands a request to a function whose policy lets it in", async () => {
    const api = await newApi("{proxy+}");
    const uri = await newFunction(
      "proxied",
      "exports.handler = async (e) => ({ statusCode: 201, headers: { 'X-Own': e.pathParameters.proxy }, body: JSON.stringify({ body: e.body, stage: e.requestContext.stage, q: e.queryStringParameters }) });",
    );
    await answer(api, { type: "AWS_PROXY", httpMethod: "POST", uri });
    await deploy(api);
    expect(await ask(api, "/a/b")).toMatchObject({ status: 500, text: '{"message":"Internal server error"}' });
    await letIn("proxied");

    const { status, headers, text } = await ask(api, "/a/b?x=1", { body: '{"n":1}' });
    expect([status, headers.get("x-own")]).toEqual([201, "a/b"]);
    expect(JSON.parse(text)).toEqual({ body: '{"n":1}', stage: "dev", q: { x: "1" } });
  }, 30_000);

  it("maps a function's error to the response that its message selects", async () => {
    const api = await newApi("calc");
    const uri = await newFunction(
      "mapped",
      "exports.handler = async (e) => { if (e.n < 0) throw new Error('BadInput: negative'); return { root: Math.sqrt(e.n) }; };",
    );
    await letIn("mapped");
    await answer(api, {
      type: "AWS",
      httpMethod: "POST",
      uri,
      requestTemplates: { "application/json": `{"n": $input.json('$.number')}` },
      responses: [
        { statusCode: "200", responseTemplates: { "application/json": `{"result": $input.json('$.root')}` } },
        {
          statusCode: "400",
          selectionPattern: "BadInput.*",
          responseTemplates: { "application/json": `{"why": "$input.path('$.errorMessage')"}` },
        },
      ],
    });
    await deploy(api);

    expect(await ask(api, "/calc", { body: '{"number": 16}' })).toMatchObject({ status: 200, text: '{"result": 4}' });
    expect(await ask(api, "/calc", { body: '{"number": -1}' })).toMatchObject({
      status: 400,
      text: '{"why": "BadInput: negative"}',
    });
  }, 30_000);

  it("sends to a queue by its own role", async () => {
    const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
    const api = await newApi("orders");
    await answer(api, {
      type: "AWS",
      httpMethod: "POST",
      uri: "arn:aws:apigateway:eu-west-1:sqs:path/000000000000/orders",
      credentials: role,
      requestParameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
      requestTemplates: {
        "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.json('$'))",
      },
      responses: [{ statusCode: "200", responseTemplates: { "application/json": '{"taken": true}' } }],
    });
    await deploy(api);

    expect(await ask(api, "/orders", { body: '{"order":7}' })).toMatchObject({ status: 200, text: '{"taken": true}' });
    const { Messages = [] } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"order":7}']);
  });

  it("passes on to a server", async () => {
    const server = createServer((request, response) => {
      response.writeHead(203, { "x-seen": `${request.method} ${request.url}` }).end("from afar");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const api = await newApi("{name}");
    await answer(api, {
      type: "HTTP_PROXY",
      httpMethod: "ANY",
      uri: `http://127.0.0.1:${port}/base/{name}`,
      requestParameters: { "integration.request.path.name": "method.request.path.name" },
      method: { requestParameters: { "method.request.path.name": true } },
    });
    await deploy(api);
    const { status, headers, text } = await ask(api, "/x?q=1");
    server.close();

    expect([status, headers.get("x-seen"), text]).toEqual([203, "POST /base/x?q=1", "from afar"]);
  });

  it("refuses bodies and parameters that its validator refuses, in words of its own", async () => {
    const api = await newApi("checked");
    const { restApiId } = api;
    const schema = { type: "object", required: ["n"], properties: { n: { type: "integer", minimum: 1 } } };
    const json = { restApiId, contentType: "application/json" };
    await cloud.apigateway.send(new CreateModelCommand({ ...json, name: "Order", schema: JSON.stringify(schema) }));
    const { id: requestValidatorId } = await cloud.apigateway.send(
      new CreateRequestValidatorCommand({ restApiId, validateRequestBody: true, validateRequestParameters: true }),
    );
    const requestParameters = { "method.request.querystring.q": true };
    const requestModels = { "application/json": "Order" };
    await answer(api, { ...mock("{}"), method: { requestValidatorId, requestParameters, requestModels } });
    await cloud.apigateway.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType: "BAD_REQUEST_BODY",
        statusCode: "422",
        responseTemplates: { "application/json": '{"bad": $context.error.messageString}' },
      }),
    );
    await deploy(api);

    expect(await ask(api, "/checked", { body: '{"n": 1}' })).toMatchObject({
      status: 400,
      text: '{"message":"Missing required request parameters: [q]"}',
    });
    expect(await ask(api, "/checked?q=1", { body: '{"n": 0}' })).toMatchObject({
      status: 422,
      text: '{"bad": "Invalid request body"}',
    });
    expect((await ask(api, "/checked?q=1", { body: '{"n": 1}' })).status).toBe(200);
  });

  it("asks for keys, and counts what they are used for", async () => {
    const { apigateway } = cloud;
    const api = await newApi("metered");
    await answer(api, { ...mock("{}"), method: { apiKeyRequired: true } });
    await deploy(api);
    const { id: keyId, value = "" } = await apigateway.send(new CreateApiKeyCommand({ name: "k", enabled: true }));
    const apiStages = [{ apiId: api.restApiId, stage: "dev" }];
    const { id: usagePlanId } = await apigateway.send(
      new CreateUsagePlanCommand({ name: "p", apiStages, quota: { limit: 2, period: "DAY" } }),
    );
    await apigateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: "API_KEY" }));
    const withKey = () => ask(api, "/metered", { headers: { "x-api-key": value } });

    expect(await ask(api, "/metered")).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
    expect([(await withKey()).status, (await withKey()).status]).toEqual([200, 200]);
    expect(await withKey()).toMatchObject({ status: 429, text: '{"message":"Limit Exceeded"}' });
    const days = { startDate: "2000-01-01", endDate: "2100-01-01" };
    const { items } = await apigateway.send(new GetUsageCommand({ usagePlanId, ...days }));
    expect(items?.[keyId ?? ""]).toEqual([[2, 0]]);
  });

  it("lets its authorizer decide", async () => {
    const api = await newApi("guarded");
    const authorizerUri = await newFunction(
      "guard",
      `exports.handler = async ({ authorizationToken, methodArn }) => {
        if (authorizationToken === "none") throw new Error("Unauthorized");
        const Effect = authorizationToken === "good" ? "Allow" : "Deny";
        const Statement = [{ Action: "execute-api:Invoke", Effect, Resource: methodArn }];
        return { principalId: "me", policyDocument: { Version: "2012-10-17", Statement }, context: { level: 3 } };
      };`,
    );
    await letIn("guard");
    const { id: authorizerId } = await cloud.apigateway.send(
      new CreateAuthorizerCommand({
        restApiId: api.restApiId,
        name: "guard",
        type: "TOKEN",
        authorizerUri,
        identitySource: "method.request.header.Authorization",
      }),
    );
    await answer(api, {
      ...mock('{"level": "$context.authorizer.level"}'),
      method: { authorizationType: "CUSTOM", authorizerId },
    });
    await deploy(api);
    const by = (authorization: string) => ask(api, "/guarded", { headers: { authorization } });

    expect(await ask(api, "/guarded")).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
    expect(await by("good")).toMatchObject({ status: 200, text: '{"level": "3"}' });
    expect((await by("bad")).text).toContain("User is not authorized to access this resource");
    expect((await by("none")).status).toBe(401);
  }, 30_000);

  it("throttles, and writes a line for each request", async () => {
    const { apigateway } = cloud;
    const api = await newApi("slow");
    await answer(api, mock("{}"));
    await deploy(api);
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: "access" }));
    const destinationArn = "arn:aws:logs:eu-west-1:000000000000:log-group:access";
    const set = (path: string, value: string) => ({ op: "replace" as const, path, value });
    await apigateway.send(
      new UpdateStageCommand({
        restApiId: api.restApiId,
        stageName: "dev",
        patchOperations: [
          set("/*/*/throttling/rateLimit", "1"),
          set("/*/*/throttling/burstLimit", "1"),
          set("/accessLogSettings/destinationArn", destinationArn),
          set("/accessLogSettings/format", "$context.httpMethod $context.path $context.status"),
        ],
      }),
    );
    const statuses = [await ask(api, "/slow"), await ask(api, "/slow")].map(({ status }) => status);
    const { events = [] } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName: "access" }));

    expect(statuses).toEqual([200, 429]);
    expect(events.map(({ message }) => message)).toEqual(["POST /dev/slow 200", "POST /dev/slow 429"]);
  });

  it("has a policy that decides who comes in", async () => {
    const Statement = [
      { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/dev/POST/open" },
    ];
    const api = await newApi("closed", { policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
    await answer(api, mock("{}"));
    await deploy(api);

    expect(await ask(api, "/closed")).toMatchObject({ status: 403, text: expect.stringContaining("not authorized") });
  });

  it("is tried out without being deployed", async () => {
    const api = await newApi("draft");
    await answer(api, { ...mock(`{"n": $input.params('n')}`) });
    const tried = await cloud.apigateway.send(
      new TestInvokeMethodCommand({ ...api, httpMethod: "POST", pathWithQueryString: "/draft?n=3" }),
    );

    expect(tried).toMatchObject({ status: 200, body: '{"n": 3}' });
  });
});
