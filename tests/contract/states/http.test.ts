import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  type ConnectionAuthorizationType,
  type CreateConnectionAuthRequestParameters,
  CreateConnectionCommand,
  DeauthorizeConnectionCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { UpdateStateMachineCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, ended, historyOf, machine, only, outputOf, run, startOf } from "./machine.ts";

interface Asked {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers by its path, and remembers what it was asked. */
async function startApi() {
  const asked: Asked[] = [];
  const answers: Readonly<Record<string, readonly [status: number, type: string, body: string | Buffer]>> = {
    "/orders": [201, "application/json", '{"id":7}'],
    "/text": [200, "text/plain", "good day"],
    "/teapot": [418, "text/plain", "I am a teapot"],
    "/moved": [301, "text/plain", ""],
    "/picture": [200, "image/png", Buffer.from([1, 2])],
    "/broken": [200, "text/plain", Buffer.from([0xff, 0xfe])],
    "/large": [200, "text/plain", "x".repeat(262_145)],
    "/token": [200, "application/json", '{"access_token":"tok","expires_in":60}'],
  };
  const server = createServer(async (request, response) => {
    asked.push({
      line: `${request.method} ${request.url}`,
      headers: request.headers,
      body: await text(request),
    });
    const [status, type, body] = answers[request.url?.split("?")[0] ?? ""] ?? [404, "text/plain", ""];
    response.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

let cloud: TestCloud;
let api: Awaited<ReturnType<typeof startApi>>;
let ConnectionArn = "";
beforeAll(async () => {
  cloud = await startTestCloud();
  api = await startApi();
  await createRole(cloud);
  ConnectionArn = await connect("key", "API_KEY", {
    ApiKeyAuthParameters: { ApiKeyName: "X-Key", ApiKeyValue: "secret" },
  });
});
afterAll(() => Promise.all([cloud.stop(), api.stop()]));

async function connect(
  Name: string,
  AuthorizationType: ConnectionAuthorizationType,
  AuthParameters: CreateConnectionAuthRequestParameters,
): Promise<string> {
  const input = { Name, AuthorizationType, AuthParameters };
  return (await cloud.events.send(new CreateConnectionCommand(input))).ConnectionArn ?? "";
}

const call = (path: string, more: object = {}) =>
  only({
    Type: "Task",
    Resource: "arn:aws:states:::http:invoke",
    Parameters: { ApiEndpoint: `${api.url}${path}`, Method: "GET", InvocationConfig: { ConnectionArn }, ...more },
  });

describe("An HTTP task", () => {
  it("is answered with status, headers and a body", async () => {
    const output = await outputOf(
      cloud,
      call("/orders", { Method: "POST", "RequestBody.$": "$", QueryParameters: { a: ["1", "2"] } }),
      { n: 1 },
    );

    expect(output).toMatchObject({
      StatusCode: 201,
      StatusText: "Created",
      Headers: { "content-type": ["application/json"] },
      ResponseBody: { id: 7 },
    });
    expect(api.asked.at(-1)).toMatchObject({
      line: "POST /orders?a=1&a=2",
      body: '{"n":1}',
      headers: {
        "x-key": "secret",
        "content-type": "application/json; charset=UTF-8",
        "user-agent": "Amazon|StepFunctions|HttpInvoke|eu-west-1",
        range: "bytes=0-262144",
      },
    });
    expect(await outputOf(cloud, call("/text"))).toMatchObject({ ResponseBody: "good day" });
  });

  it("adds what its connection adds, which is stronger", async () => {
    const added = (name: string) => [{ Key: name, Value: "connection", IsValueSecret: false }];
    const InvocationHttpParameters = {
      HeaderParameters: added("Header-Param"),
      QueryStringParameters: added("QueryParam"),
      BodyParameters: added("BodyParam"),
    };
    const BasicAuthParameters = { Username: "me", Password: "pass" };
    const Authentication = {
      ConnectionArn: await connect("basic", "BASIC", { BasicAuthParameters, InvocationHttpParameters }),
    };
    const own = {
      Method: "POST",
      InvocationConfig: Authentication,
      Headers: { "header-param": "machine", "Request-Id": "mine" },
      QueryParameters: { QueryParam: "machine", more: "x" },
    };
    await outputOf(cloud, call("/orders", { ...own, RequestBody: { Job: "Engineer", BodyParam: "machine" } }));
    const unmergeable = await run(cloud, call("/orders", { ...own, RequestBody: "text" }));

    expect(api.asked.at(-1)).toMatchObject({
      line: "POST /orders?QueryParam=connection&more=x",
      body: '{"Job":"Engineer","BodyParam":"connection"}',
      headers: { authorization: "Basic bWU6cGFzcw==", "header-param": "connection", "request-id": "mine" },
    });
    expect(unmergeable).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });

  it("sends forms", async () => {
    await outputOf(
      cloud,
      call("/orders", {
        Method: "POST",
        Headers: { "Content-Type": "application/x-www-form-urlencoded" },
        RequestBody: { customer: "c 1", items: ["a", "b"] },
        Transform: { RequestBodyEncoding: "URL_ENCODED", RequestEncodingOptions: { ArrayFormat: "BRACKETS" } },
      }),
    );

    expect(api.asked.at(-1)).toMatchObject({
      body: "customer=c%201&items%5B%5D=a&items%5B%5D=b",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  });

  it("proves itself with a token of OAuth, asked for once", async () => {
    const OAuthParameters = {
      AuthorizationEndpoint: `${api.url}/token`,
      HttpMethod: "POST",
      ClientParameters: { ClientID: "id", ClientSecret: "hush" },
    } as const;
    const arn = await connect("oauth", "OAUTH_CLIENT_CREDENTIALS", { OAuthParameters });
    const withOauth = call("/text", { InvocationConfig: { ConnectionArn: arn } });
    const early = await run(cloud, withOauth);
    cloud.cloud.advanceClock(3_000);
    await expect.poll(async () => (await run(cloud, withOauth)).status).toBe("SUCCEEDED");
    const before = api.asked.length;
    await outputOf(cloud, withOauth);

    expect(early.error).toBe("Events.ConnectionResource.AuthInProgress");
    expect(api.asked.slice(before)).toMatchObject([{ line: "GET /text", headers: { authorization: "Bearer tok" } }]);
  });

  it("fails by its status, with the body as cause", async () => {
    const arn = await startOf(cloud, await machine(cloud, call("/teapot")));
    await ended(cloud, arn);

    expect((await historyOf(cloud, arn)).slice(2, 5)).toEqual([
      [3, 2, "TaskScheduled", expect.objectContaining({ resourceType: "http", resource: "invoke" })],
      [4, 3, "TaskStarted", { resourceType: "http", resource: "invoke" }],
      [
        5,
        4,
        "TaskFailed",
        { resourceType: "http", resource: "invoke", error: "States.Http.StatusCode.418", cause: "I am a teapot" },
      ],
    ]);
  });

  it.each([
    ["a redirection", "/moved", "States.Http.StatusCode.301"],
    ["a picture", "/picture", "States.Runtime"],
    ["what is no text", "/broken", "States.Runtime"],
    ["too much", "/large", "States.DataLimitExceeded"],
  ])("fails with %s", async (_, path, error) =>
    expect(await run(cloud, call(path))).toMatchObject({ status: "FAILED", error }),
  );

  it.each([
    ["plain http beyond this machine", { ApiEndpoint: "http://example.com/" }, "States.Runtime"],
    ["a method that is none", { Method: "BREW" }, "States.Runtime"],
    ["a header that is not its own", { Headers: { Authorization: "mine" } }, "States.Runtime"],
    ["no connection", { InvocationConfig: {} }, "States.Runtime"],
    [
      "a connection that is none",
      { InvocationConfig: { ConnectionArn: "arn:aws:events:eu-west-1:000000000000:connection/none/1" } },
      "Events.ConnectionResource.ResourceNotFound",
    ],
    ["an endpoint where nobody listens", { ApiEndpoint: "http://127.0.0.1:1/" }, "States.Http.Socket"],
  ])("refuses %s", async (_, more, error) =>
    expect(await run(cloud, call("/text", more))).toMatchObject({ status: "FAILED", error }),
  );

  it("takes no connection that was deauthorized", async () => {
    const BasicAuthParameters = { Username: "a", Password: "b" };
    const arn = await connect("off", "BASIC", { BasicAuthParameters });
    await cloud.events.send(new DeauthorizeConnectionCommand({ Name: "off" }));

    expect(await run(cloud, call("/text", { InvocationConfig: { ConnectionArn: arn } }))).toMatchObject({
      error: "Events.ConnectionResource.InvalidConnectionState",
      cause: "Connection resource is not authorized. This is likely a configuration issue with your connection.",
    });
  });
});

describe("The role of a machine with an HTTP task", () => {
  const rights = {
    endpoint: {
      Action: "states:InvokeHTTPEndpoint",
      Resource: "*",
      Condition: {
        StringEquals: { "states:HTTPMethod": "GET" },
        StringLike: { "states:HTTPEndpoint": "http://127.0.0.1:*/text" },
      },
    },
    connection: { Action: "events:RetrieveConnectionCredentials", Resource: "*" },
    secret: {
      Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      Resource: "arn:aws:secretsmanager:*:*:secret:events!connection/*",
    },
  };
  const trust = { Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" };

  async function runAs(RoleName: string, statements: readonly object[], definition = call("/text")) {
    const document = (Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
    const { Role } = await cloud.iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document([trust]) }),
    );
    const allowed = statements.map((statement) => ({ Effect: "Allow", ...statement }));
    const PolicyDocument = document(allowed);
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
    const stateMachineArn = await machine(cloud, definition);
    await cloud.states.send(new UpdateStateMachineCommand({ stateMachineArn, roleArn: Role?.Arn }));
    return ended(cloud, await startOf(cloud, stateMachineArn));
  }

  it("needs the endpoint, the connection and its secret, and no more", async () => {
    const { endpoint, connection, secret } = rights;

    expect(await runAs("whole", [endpoint, connection, secret])).toMatchObject({ status: "SUCCEEDED" });
    expect(await runAs("no-endpoint", [connection, secret])).toMatchObject({
      error: "States.Permissions",
      cause: expect.stringContaining("not authorized to perform: states:InvokeHTTPEndpoint"),
    });
    expect(await runAs("no-connection", [endpoint, secret])).toMatchObject({
      error: "Events.ConnectionResource.AccessDenied",
      cause: expect.stringContaining("not authorized to perform: events:RetrieveConnectionCredentials"),
    });
    expect(await runAs("no-secret", [endpoint, connection])).toMatchObject({
      error: "Events.ConnectionResource.AccessDenied",
      cause: expect.stringContaining("secretsmanager:DescribeSecret"),
    });
  });

  it("may be bound to a method and to endpoints", async () => {
    const statements = Object.values(rights);

    expect(await runAs("other-path", statements, call("/orders"))).toMatchObject({ error: "States.Permissions" });
    expect(await runAs("other-method", statements, call("/text", { Method: "PUT" }))).toMatchObject({
      error: "States.Permissions",
    });
  });
});
