import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  InvokeWithResponseStreamCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "./function.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunction(cloud, {
    name: "web",
    files: {
      "index.js": `exports.handler = async (event) => {
        if (event.rawPath === "/plain") return { got: event.queryStringParameters };
        if (event.rawPath === "/throw") throw new Error("no");
        return {
          statusCode: 201,
          headers: { "X-Custom": "yes", "Content-Type": "text/plain" },
          cookies: ["a=1", "b=2"],
          body: Buffer.from(JSON.stringify({ event })).toString("base64"),
          isBase64Encoded: true,
        };
      };`,
    },
  });
  await createFunction(cloud, {
    name: "streams",
    files: {
      "index.mjs": `export const handler = awslambda.streamifyResponse(async (event, stream) => {
        if (event.rawPath !== undefined) {
          stream = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { "Content-Type": "text/x" } });
        }
        stream.write("one,");
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (event.fail) throw new TypeError("halfway");
        stream.write("two");
        stream.end();
      });`,
    },
  });
});
afterAll(() => cloud.stop());

/** Not every resolver knows names below localhost, so the name goes in the header. */
function ask(url: string, path: string, init: RequestInit = {}) {
  const { host } = new URL(url);
  const { region, id } = /^(?<id>[^.]+)\.lambda-url\.(?<region>[^.]+)/.exec(host)?.groups ?? {};
  return fetch(`${cloud.cloud.endpoint}/_aws/lambda-url/${region}/${id}${path}`, init);
}

async function open(FunctionName: string, more: object = {}): Promise<string> {
  const { FunctionUrl = "" } = await cloud.lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: "NONE", ...more }),
  );
  await cloud.lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: "public",
      Action: "lambda:InvokeFunctionUrl",
      Principal: "*",
      FunctionUrlAuthType: "NONE",
    }),
  );
  return FunctionUrl;
}

describe("a function's URL", () => {
  let url: string;

  it("is made once, shown, changed and listed", async () => {
    const FunctionName = "web";
    url = await open(FunctionName, { Cors: { AllowOrigins: ["https://shop.example"], AllowMethods: ["GET"] } });
    const got = await cloud.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
    const changed = await cloud.lambda.send(
      new UpdateFunctionUrlConfigCommand({ FunctionName, Cors: { ...got.Cors, MaxAge: 60 } }),
    );
    const listed = await cloud.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName }));

    expect(url).toMatch(/^http:\/\/[a-z0-9]{32}\.lambda-url\.eu-west-1\.localhost:\d+\/$/);
    expect(got).toMatchObject({ FunctionUrl: url, AuthType: "NONE", InvokeMode: "BUFFERED" });
    expect(changed.Cors?.MaxAge).toBe(60);
    expect(listed.FunctionUrlConfigs).toHaveLength(1);
    await expect(
      cloud.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: "NONE" })),
    ).rejects.toThrow("FunctionUrlConfig exists for this Lambda function");
  });

  it("hands the request over in format 2.0, and the answer back as the function has it", async () => {
    const response = await ask(url, "/a%20b?x=1&x=2&y=z", {
      method: "POST",
      headers: { "content-type": "application/json", cookie: "c=3; d=4" },
      body: '{"n":1}',
    });
    const { event } = (await response.json()) as { event: Record<string, unknown> };

    expect(response.status).toBe(201);
    expect(response.headers.get("x-custom")).toBe("yes");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/a b",
      rawQueryString: "x=1&x=2&y=z",
      queryStringParameters: { x: "1,2", y: "z" },
      cookies: ["c=3", "d=4"],
      body: '{"n":1}',
      isBase64Encoded: false,
      requestContext: { http: { method: "POST", path: "/a b" }, stage: "$default", accountId: "anonymous" },
    });
  });

  it("sends a result without a status as JSON, and 502 when the function fails", async () => {
    const plain = await ask(url, "/plain?q=1");
    const failed = await ask(url, "/throw");

    expect([plain.status, await plain.json()]).toEqual([200, { got: { q: "1" } }]);
    expect([failed.status, await failed.json()]).toEqual([502, { message: "Internal Server Error" }]);
  });

  it("answers browsers by its own rules", async () => {
    const headers = { origin: "https://shop.example", "access-control-request-method": "GET" };
    const asked = await ask(url, "/", { method: "OPTIONS", headers });
    const stranger = await ask(url, "/plain", { headers: { origin: "https://else.example" } });

    expect(asked.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(asked.headers.get("access-control-max-age")).toBe("60");
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("is closed to those without a signature when it asks for one, and to all without InvokeFunctionUrl", async () => {
    await createFunction(cloud, { name: "closed", files: { "index.js": "exports.handler = async () => 1" } });
    const { FunctionUrl = "" } = await cloud.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: "closed", AuthType: "NONE" }),
    );
    const withoutPolicy = await ask(FunctionUrl, "/");
    await cloud.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName: "closed", AuthType: "AWS_IAM" }));
    const unsigned = await ask(FunctionUrl, "/");

    expect([withoutPolicy.status, await withoutPolicy.json()]).toEqual([403, { Message: "Forbidden" }]);
    expect(unsigned.status).toBe(403);
  });

  it("streams what the function streams, head first", async () => {
    const streaming = await open("streams", { InvokeMode: "RESPONSE_STREAM" });
    const response = await ask(streaming, "/");

    expect([response.status, response.headers.get("content-type")]).toEqual([202, "text/x"]);
    expect(await response.text()).toBe("one,two");
  });

  it("is gone after DeleteFunctionUrlConfig", async () => {
    await cloud.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName: "web" }));

    expect((await ask(url, "/plain")).status).toBe(403);
    await expect(cloud.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: "web" }))).rejects.toThrow(
      "The resource you requested does not exist.",
    );
  });
});

describe("InvokeWithResponseStream", () => {
  async function stream(event: object) {
    const { EventStream, ...head } = await cloud.lambda.send(
      new InvokeWithResponseStreamCommand({ FunctionName: "streams", Payload: Buffer.from(JSON.stringify(event)) }),
    );
    let text = "";
    let end: unknown;
    for await (const { PayloadChunk, InvokeComplete } of EventStream ?? []) {
      text += Buffer.from(PayloadChunk?.Payload ?? []).toString();
      end ??= InvokeComplete;
    }
    return { text, end, head };
  }

  it("sends the parts of an answer, and says that it is whole", async () => {
    const { text, end, head } = await stream({});

    expect(text).toBe("one,two");
    expect(head).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    expect(end).not.toHaveProperty("ErrorCode");
  });

  it("says behind the parts that the function has failed", async () => {
    const { text, end } = await stream({ fail: true });

    expect(text).toBe("one,");
    expect(end).toMatchObject({ ErrorCode: "TypeError", ErrorDetails: expect.stringContaining("halfway") });
  });

  it("sends the answer of a function that does not stream as one part", async () => {
    const { EventStream } = await cloud.lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: "closed" }));
    const parts: string[] = [];
    for await (const { PayloadChunk } of EventStream ?? []) {
      if (PayloadChunk !== undefined) parts.push(Buffer.from(PayloadChunk.Payload ?? []).toString());
    }

    expect(parts).toEqual(["1"]);
  });
});
