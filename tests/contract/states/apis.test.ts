import { CreateApiCommand, CreateRouteCommand, GetRoutesCommand } from "@aws-sdk/client-apigatewayv2";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole as createFunctionRole } from "../lambda/function.ts";
import { createRole, only, outputOf, run } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunctionRole(cloud);
});
afterAll(() => cloud.stop());

describe("an API", () => {
  let host = "";
  beforeAll(async () => {
    const { apigatewayv2, lambda } = cloud;
    const source = `exports.handler = async ({ rawPath, rawQueryString, headers, body }) =>
      rawPath === "/bad" ? { statusCode: 418, body: "no" } : { rawPath, rawQueryString, word: headers.word, body };`;
    await createFunction(cloud, { name: "answers", files: { "index.js": source } });
    const Principal = "apigateway.amazonaws.com";
    const Action = "lambda:InvokeFunction";
    await lambda.send(new AddPermissionCommand({ FunctionName: "answers", StatementId: "api", Action, Principal }));
    const Target = "arn:aws:lambda:eu-west-1:000000000000:function:answers";
    const api = await apigatewayv2.send(new CreateApiCommand({ Name: "answers", ProtocolType: "HTTP", Target }));
    const { ApiId = "" } = api;
    const { Items = [] } = await apigatewayv2.send(new GetRoutesCommand({ ApiId }));
    const guarded = { ApiId, RouteKey: "GET /guarded", AuthorizationType: "AWS_IAM" as const };
    await apigatewayv2.send(new CreateRouteCommand({ ...guarded, Target: Items[0]?.Target }));
    host = `${ApiId}.execute-api.eu-west-1.amazonaws.com`;
  });
  const call = (Parameters: object) =>
    only({
      Type: "Task",
      Resource: "arn:aws:states:::apigateway:invoke",
      Parameters: { ApiEndpoint: host, ...Parameters },
    });

  it("is called with a body, headers and a query", async () => {
    const output = await outputOf(
      cloud,
      call({
        Method: "POST",
        Path: "/orders",
        Headers: { word: ["one"] },
        QueryParameters: { a: ["1", "2"] },
        "RequestBody.$": "$",
      }),
      { n: 1 },
    );

    expect(output).toMatchObject({
      StatusCode: 200,
      StatusText: "OK",
      Headers: { "content-type": ["application/json"] },
      ResponseBody: { rawPath: "/orders", rawQueryString: "a=1&a=2", word: "one", body: '{"n":1}' },
    });
  });

  it("is called as the machine's role where it wants to know who calls", async () => {
    const execution = await run(cloud, call({ Method: "GET", Path: "/guarded" }));
    const output = await outputOf(cloud, call({ Method: "GET", Path: "/guarded", AuthType: "IAM_ROLE" }));

    expect(execution).toMatchObject({ status: "FAILED", error: "ApiGateway.403" });
    expect(output).toMatchObject({ StatusCode: 200, ResponseBody: { rawPath: "/guarded" } });
  });

  it("fails by its status", async () => {
    expect(await run(cloud, call({ Method: "GET", Path: "/bad" }))).toMatchObject({
      status: "FAILED",
      error: "ApiGateway.418",
      cause: "no",
    });
  });
});
