import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { CreateUserCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { AwsError } from "@millrace/wire";
import { afterEach, describe, expect, test } from "vitest";
import type { OperationRequest } from "./door.ts";
import { openTestGateway, type TestDoor, type TestGateway, testKeys } from "./test-gateway.ts";

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

async function settingOf(door: TestDoor) {
  gateway = await openTestGateway(door);
  return { endpoint: gateway.endpoint, region: "us-east-1", credentials: testKeys, maxAttempts: 1 };
}

interface RawAnswer {
  readonly status: number | undefined;
  readonly body: string;
  readonly wasContinued: boolean;
  readonly connection: string | undefined;
}

/** Sends a body only when the server gives leave. */
function putWhenAsked(headers: Readonly<Record<string, string>>): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let wasContinued = false;
    const options = { port: gateway?.port, host: "127.0.0.1", path: "/inbox/k", method: "PUT" };
    const request = httpRequest(
      { ...options, headers: { ...headers, expect: "100-continue", "content-length": "5" } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            body: Buffer.concat(chunks).toString("utf8"),
            wasContinued,
            connection: response.headers.connection,
          }),
        );
      },
    );
    request.on("continue", () => {
      wasContinued = true;
      request.end("hello");
    });
    request.on("error", reject);
    request.flushHeaders();
  });
}

async function readAll(request: OperationRequest): Promise<object> {
  const { Body } = request.input as { readonly Body: AsyncIterable<Buffer> };
  let bytes = 0;
  for await (const chunk of Body) bytes += chunk.length;
  return { ETag: String(bytes) };
}

describe("a client that asks before it uploads", () => {
  test("is asked to go on, and its upload arrives", async () => {
    await settingOf({ run: readAll });

    const answer = await putWhenAsked({});

    expect(answer).toMatchObject({ status: 200, wasContinued: true });
  });

  test("is refused at once when nobody knows its key, and keeps its bytes", async () => {
    await settingOf({ run: readAll });

    const answer = await putWhenAsked({
      "x-amz-date": "20260101T000000Z",
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
      authorization:
        "AWS4-HMAC-SHA256 Credential=NOBODY/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
    });

    expect(answer).toMatchObject({ status: 403, wasContinued: false, connection: "close" });
    expect(answer.body).toContain("<Code>InvalidAccessKeyId</Code>");
  });
});

describe("a gateway", () => {
  test("speaks the query protocol both ways", async () => {
    const client = new IAMClient(
      await settingOf({
        run: () => ({
          User: { UserName: "me", Path: "/", CreateDate: new Date(5000), Tags: [{ Key: "a", Value: "<b>" }] },
        }),
      }),
    );

    const answer = await client.send(new CreateUserCommand({ UserName: "me", Tags: [{ Key: "a", Value: "b+c é" }] }));

    expect(gateway?.requests[0]?.input).toEqual({ UserName: "me", Tags: [{ Key: "a", Value: "b+c é" }] });
    expect(answer.User).toMatchObject({
      UserName: "me",
      CreateDate: new Date(5000),
      Tags: [{ Key: "a", Value: "<b>" }],
    });
  });

  test("makes a client of the query protocol raise the class of a modelled error", async () => {
    const refuse = (): never => {
      throw new AwsError("NoSuchEntityException", "The user with name me cannot be found.");
    };
    const client = new IAMClient(await settingOf({ run: refuse }));

    const failure = await client.send(new CreateUserCommand({ UserName: "me" })).catch((error) => error);

    expect(failure).toBeInstanceOf(NoSuchEntityException);
    expect(failure.message).toBe("The user with name me cannot be found.");
  });

  test("speaks JSON over REST, with bytes as the body", async () => {
    const client = new LambdaClient(
      await settingOf({
        run: () => ({ StatusCode: 202, Payload: Buffer.from('{"a":1}'), ExecutedVersion: "$LATEST" }),
      }),
    );

    const answer = await client.send(
      new InvokeCommand({ FunctionName: "f", Payload: Buffer.from("[1]"), InvocationType: "Event" }),
    );

    expect(gateway?.requests[0]?.input).toEqual({
      FunctionName: "f",
      Payload: Buffer.from("[1]"),
      InvocationType: "Event",
    });
    expect(answer).toMatchObject({ StatusCode: 202, ExecutedVersion: "$LATEST" });
    expect(answer.Payload?.transformToString()).toBe('{"a":1}');
  });

  test("runs unsigned what the model lets everybody call, and nothing else outside S3", async () => {
    const client = new STSClient(await settingOf({}));

    await client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: "arn:aws:iam::000000000000:role/role",
        RoleSessionName: "me",
        WebIdentityToken: "token",
      }),
    );
    await client.send(new GetCallerIdentityCommand({}));
    const refused = await fetch(`${gateway?.endpoint}/?Action=GetCallerIdentity&Version=2011-06-15`);

    expect(gateway?.requests.map(({ operation, principal }) => [operation, principal.kind])).toEqual([
      ["AssumeRoleWithWebIdentity", "anonymous"],
      ["GetCallerIdentity", "account"],
    ]);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("<Code>MissingAuthenticationToken</Code>");
  });

  test("refuses temporary keys once they have expired by the cloud's clock", async () => {
    const principal = { kind: "session", account: "1", arn: "a", userId: "u", roleArn: "r" } as const;
    const credential = () => ({ secretAccessKey: testKeys.secretAccessKey, principal, expiresAt: 0 });
    const client = new STSClient(await settingOf({ credential }));

    const failure = await client.send(new GetCallerIdentityCommand({})).catch((error) => error);

    expect(failure).toMatchObject({
      name: "ExpiredToken",
      message: "The security token included in the request is expired",
    });
  });

  test("refuses a body that is larger than it holds in memory, after reading it", async () => {
    await settingOf({ bodyBytesMax: 1000 });

    const answer = await fetch(gateway?.endpoint ?? "", {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.PutItem" },
      body: "x".repeat(1_000_000),
    });

    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("RequestEntityTooLargeException");
  });

  test.each([
    [
      "an action that does not exist",
      "/?Action=Nothing&Version=2011-06-15",
      {},
      400,
      "Could not find operation Nothing for version 2011-06-15",
    ],
    [
      "a target that does not exist",
      "/",
      { "x-amz-target": "DynamoDB_20120810.Nothing" },
      400,
      "UnknownOperationException",
    ],
    [
      "a signature that cannot be read",
      "/b/k",
      { authorization: "AWS4-HMAC-SHA256 nonsense" },
      400,
      "AuthorizationHeaderMalformed",
    ],
    [
      "a signature of a kind it does not know",
      "/b/k",
      { authorization: "AWS4-ECDSA-P256-SHA256 Credential=x" },
      400,
      "not supported",
    ],
  ])("refuses %s", async (_, path, headers, status, text) => {
    await settingOf({});

    const answer = await fetch(`${gateway?.endpoint}${path}`, {
      method: "x-amz-target" in headers ? "POST" : "GET",
      headers: headers as Record<string, string>,
    });

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
  });

  test("fails the upload of a client that goes away, and aborts its operation", async () => {
    const outcome = new Promise<unknown>((resolve) => {
      const run = async (request: OperationRequest): Promise<never> => {
        const aborted = new Promise((done) => request.signal.addEventListener("abort", done));
        const error = await readAll(request).catch((thrown: unknown) => thrown);
        await aborted;
        resolve(error);
        throw error;
      };
      void settingOf({ run }).then(() => {
        const socket = connect({ port: gateway?.port ?? 0, host: "127.0.0.1" });
        const head = "PUT /inbox/k HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n";
        socket.write(`${head}half`, () => setImmediate(() => socket.destroy()));
      });
    });

    const error = await outcome;

    expect(error).toBeInstanceOf(Error);
  });
});
