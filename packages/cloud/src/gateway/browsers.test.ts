import { createHmac } from "node:crypto";
import { AwsError } from "@millrace/wire";
import { afterEach, describe, expect, test } from "vitest";
import type { OperationRequest } from "./door.ts";
import { openTestGateway, type TestDoor, type TestGateway, testKeys } from "./test-gateway.ts";

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

async function open(door: TestDoor): Promise<string> {
  gateway = await openTestGateway(door);
  return gateway.endpoint;
}

async function store(request: OperationRequest): Promise<Record<string, unknown>> {
  const { Body } = request.input as { readonly Body: AsyncIterable<Buffer> };
  const chunks: Buffer[] = [];
  for await (const chunk of Body) chunks.push(chunk);
  return { ETag: `"${Buffer.concat(chunks).length}"` };
}

const now = Date.parse("2026-01-02T03:04:05Z");
const credential = `${testKeys.accessKeyId}/20260102/us-east-1/s3/aws4_request`;
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

function formOf(conditions: readonly unknown[], file: string, more: Readonly<Record<string, string>> = {}): FormData {
  const policy = Buffer.from(JSON.stringify({ expiration: "2026-01-02T04:00:00Z", conditions })).toString("base64");
  const key = hmac(hmac(hmac(hmac(`AWS4${testKeys.secretAccessKey}`, "20260102"), "us-east-1"), "s3"), "aws4_request");
  const form = new FormData();
  form.set("x-amz-credential", credential);
  form.set("x-amz-signature", hmac(key, policy).toString("hex"));
  form.set("policy", policy);
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  form.set("file", new Blob([file], { type: "text/csv" }), "orders.csv");
  return form;
}

const always = [{ bucket: "inbox" }, ["starts-with", "$key", "in/"], { "x-amz-credential": credential }];
const key = "in/${filename}";

describe("a form that uploads to S3", () => {
  test("becomes PutObject with the file as its body", async () => {
    const endpoint = await open({ now, run: store });

    const answer = await fetch(`${endpoint}/inbox`, {
      method: "POST",
      body: formOf([...always, ["eq", "$success_action_status", "201"]], "a,b\r\n--1,2\r\n", {
        key,
        success_action_status: "201",
      }),
    });

    expect(answer.status).toBe(201);
    expect(await answer.text()).toContain("<Key>in/orders.csv</Key><ETag>&quot;12&quot;</ETag>");
    expect(gateway?.requests[0]).toMatchObject({ operation: "PutObject", principal: { kind: "account" } });
    expect(gateway?.requests[0]?.input).toMatchObject({
      Bucket: "inbox",
      Key: "in/orders.csv",
      ContentType: "text/csv",
    });
  });

  test.each([
    ["a key that the policy does not allow", always, { key: "out/x" }, "AccessDenied", "Policy Condition failed"],
    [
      "a field that the policy does not name",
      always,
      { key, acl: "private" },
      "AccessDenied",
      "Extra input fields: acl",
    ],
    ["a wrong signature", always, { key, "x-amz-signature": "00" }, "SignatureDoesNotMatch", ""],
    ["a file that is too large", [...always, ["content-length-range", 0, 3]], { key }, "EntityTooLarge", ""],
    ["a file that is too small", [...always, ["content-length-range", 30, 40]], { key }, "EntityTooSmall", ""],
    [
      "no key",
      always.slice(0, 1).concat([{ "x-amz-credential": credential }]),
      {},
      "InvalidArgument",
      "&apos;key&apos;",
    ],
  ])("is refused for %s", async (_, conditions, fields, code, text) => {
    const endpoint = await open({ now, run: store });

    const answer = await fetch(`${endpoint}/inbox`, {
      method: "POST",
      body: formOf(conditions, "0123456789", fields as never),
    });
    const body = await answer.text();

    expect(body).toContain(`<Code>${code}</Code>`);
    expect(body).toContain(text);
  });

  test("is refused once its policy has expired by the cloud's clock", async () => {
    const endpoint = await open({ now: Date.parse("2026-01-02T04:00:01Z"), run: store });

    const answer = await fetch(`${endpoint}/inbox`, { method: "POST", body: formOf(always, "x", { key }) });

    expect(await answer.text()).toContain("Invalid according to Policy: Policy expired.");
  });
});

test("a form signed with temporary keys is refused once they have expired", async () => {
  const principal = { kind: "session", account: "1", arn: "a", userId: "u", roleArn: "r" } as const;
  const credential = () => ({ secretAccessKey: testKeys.secretAccessKey, principal, expiresAt: now });
  const endpoint = await open({ now, run: store, credential });

  const answer = await fetch(`${endpoint}/inbox`, { method: "POST", body: formOf(always, "x", { key }) });

  expect(await answer.text()).toContain("<Code>ExpiredToken</Code>");
  expect(gateway?.requests).toEqual([]);
});

describe("a page in a browser", () => {
  const preflight = { origin: "https://app.example", "access-control-request-method": "PUT" };

  test("is told what the bucket allows", async () => {
    const endpoint = await open({
      run: () => ({
        AllowOrigin: "https://app.example",
        AllowMethods: ["PUT"],
        ExposeHeaders: ["ETag"],
        MaxAgeSeconds: 60,
      }),
    });

    const answer = await fetch(`${endpoint}/inbox/a%20b`, { method: "OPTIONS", headers: preflight });

    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-methods")).toBe("PUT");
    expect(answer.headers.get("access-control-max-age")).toBe("60");
    expect(gateway?.requests[0]?.input).toEqual({
      Bucket: "inbox",
      Key: "a b",
      Origin: "https://app.example",
      RequestMethod: "PUT",
      RequestHeaders: [],
    });
  });

  test("is refused what the bucket refuses", async () => {
    const endpoint = await open({
      run: () => {
        throw new AwsError("AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.", { status: 403 });
      },
    });

    const answer = await fetch(`${endpoint}/inbox/k`, { method: "OPTIONS", headers: preflight });

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>AccessForbidden</Code>");
  });

  test("may call the other services from anywhere, and reads their errors", async () => {
    const endpoint = await open({});

    const question = await fetch(endpoint, { method: "OPTIONS", headers: preflight });
    const call = await fetch(endpoint, {
      method: "POST",
      headers: { origin: "https://app.example", "x-amz-target": "DynamoDB_20120810.ListTables" },
      body: "{}",
    });

    expect(question.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(call.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(await call.text()).toContain("MissingAuthenticationToken");
  });

  test("sees no such headers when it names no origin", async () => {
    const endpoint = await open({ run: () => ({ Body: "x" }) });

    const answer = await fetch(`${endpoint}/inbox/k`);

    expect(answer.headers.has("access-control-allow-origin")).toBe(false);
  });
});

describe("requests that are no calls of an API", () => {
  test("to an API's stage reach the door with their path and body", async () => {
    const endpoint = await open({
      site: ({ site, body }) => ({ status: 201, headers: {}, body: `${site.kind} ${site.path} ${body}` }),
    });

    const answer = await fetch(`${endpoint}/_aws/execute-api/abc123/prod/orders?x=1`, { method: "POST", body: "hi" });

    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe("execute-api /prod/orders hi");
  });

  test("to the cloud's own pages reach the door, and are not found when it knows none", async () => {
    const endpoint = await open({
      local: ({ head }) => (head.path === "/_millrace/health" ? { status: 200, headers: {}, body: "well" } : undefined),
    });

    const known = await fetch(`${endpoint}/_millrace/health`);
    const unknown = await fetch(`${endpoint}/_millrace/nothing`);

    expect(await known.text()).toBe("well");
    expect(unknown.status).toBe(404);
  });
});
