import { describe, expect, test } from "vitest";
import { AwsError } from "../aws-error.ts";
import { type ProtocolName, services } from "../identify/services.ts";
import { openModels } from "../open-models.ts";
import { decodeInput } from "./decode-input.ts";
import type { Answer, Call } from "./protocol.ts";
import { protocols } from "./protocols.ts";

const models = openModels();

function callOf(
  name: string,
  operationName: string,
  protocol: ProtocolName,
  headers: Readonly<Record<string, string>> = {},
  method = "POST",
): Call {
  const service = services.find((one) => one.name === name);
  const operation = models.model(name).operation(operationName);
  if (service === undefined || operation === undefined) throw new Error(`no ${name} ${operationName}`);
  const head = { method, path: "/b/k", query: "", headers, sourceIp: "", isSecure: false };
  return { service, operation, model: models.model(name), protocol, head, requestId: "ID", labels: {} };
}

const refused = (call: Call, error: AwsError): Answer => protocols[call.protocol].encodeError(call, error);

describe("an error", () => {
  test("of S3 stands alone, with its own fields, the resource and both ids", () => {
    const error = new AwsError("NoSuchKey", "The specified key does not exist.", {
      status: 404,
      fields: { Key: "a<b" },
    });

    const answer = refused(callOf("s3", "GetObject", "restXml", {}, "GET"), error);

    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject({ "x-amz-request-id": "ID", "content-type": "application/xml" });
    expect(answer.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist.<\/Message><Key>a&lt;b<\/Key><RequestId>ID<\/RequestId><HostId>.+<\/HostId><\/Error>$/,
    );
  });

  test.each([
    ["HEAD", 404],
    ["GET", 304],
  ])("of S3 has no body for %s and %d", (method, status) => {
    const answer = refused(callOf("s3", "GetObject", "restXml", {}, method), new AwsError("X", "x", { status }));

    expect(answer).toMatchObject({ status, body: "" });
  });

  test("has its code of old for clients of the query protocol, in every protocol that asks", () => {
    const error = new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    const mode = { "x-amzn-query-mode": "true" };

    const json = refused(callOf("sqs", "SendMessage", "awsJson1_0", mode), error);
    const plain = refused(callOf("sqs", "SendMessage", "awsJson1_0"), error);
    const query = refused(callOf("sqs", "SendMessage", "awsQuery"), error);

    expect(json.headers["x-amzn-query-error"]).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
    expect(JSON.parse(String(json.body)).__type).toBe("com.amazonaws.sqs#QueueDoesNotExist");
    expect(plain.headers["x-amzn-query-error"]).toBeUndefined();
    expect(query.body).toContain("<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
  });

  test("is graded by its model, unless it says more", () => {
    const throttled = refused(
      callOf("lambda", "Invoke", "restJson1"),
      new AwsError("TooManyRequestsException", "slow", { fields: { retryAfterSeconds: "3" } }),
    );
    const broken = refused(callOf("kms", "Encrypt", "awsJson1_1"), new AwsError("KMSInternalException", "x"));
    const missing = refused(callOf("iam", "GetUser", "awsQuery"), new AwsError("NoSuchEntityException", "none"));

    expect(throttled).toMatchObject({
      status: 429,
      headers: { "retry-after": "3", "x-amzn-errortype": "TooManyRequestsException" },
    });
    expect(broken.status).toBe(500);
    expect(missing.status).toBe(404);
    expect(missing.body).toContain("<Code>NoSuchEntity</Code>");
  });

  test("of EC2 stands in a list", () => {
    const answer = refused(callOf("ec2", "DescribeVpcs", "ec2Query"), new AwsError("InvalidVpcID.NotFound", "none"));

    expect(answer.body).toContain(
      "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>none</Message></Error></Errors>",
    );
  });
});

describe("an answer", () => {
  test("with a part of an object says so in its status", () => {
    const answer = protocols.restXml.encode(callOf("s3", "GetObject", "restXml", {}, "GET"), {
      Body: "x",
      ContentRange: "bytes 0-0/2",
    });

    expect(answer).toMatchObject({ status: 206, headers: { "content-range": "bytes 0-0/2" } });
  });

  test("that is unwrapped is present even without a value", () => {
    const call = callOf("s3", "GetBucketLocation", "restXml", {}, "GET");

    expect(protocols.restXml.encode(call, {}).body).toContain(
      '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></LocationConstraint>',
    );
    expect(protocols.restXml.encode(call, { LocationConstraint: "eu-west-1" }).body).toContain(
      ">eu-west-1</LocationConstraint>",
    );
  });

  test("keeps header values in one line, and text beyond ASCII as its bytes", () => {
    const answer = protocols.restXml.encode(callOf("s3", "HeadObject", "restXml", {}, "HEAD"), {
      Metadata: { a: "x\r\ny: z", b: "雪" },
    });

    expect(answer.headers["x-amz-meta-a"]).toBe("x y: z");
    expect(Buffer.from(answer.headers["x-amz-meta-b"] ?? "", "latin1").toString("utf8")).toBe("雪");
  });
});

describe("a body that is not what the protocol asks for", () => {
  test.each([
    ["dynamodb", "GetItem", "awsJson1_0", '{"TableName":1}', "SerializationException"],
    ["iam", "ListUsers", "awsQuery", "MaxItems=x", "MalformedInput"],
    ["ec2", "DescribeVpcs", "ec2Query", "MaxResults=x", "InvalidParameterValue"],
    ["s3", "DeleteObjects", "restXml", "<Delete>", "MalformedXML"],
    ["s3", "CompleteMultipartUpload", "restXml", "<C><Part><PartNumber>x</PartNumber></Part></C>", "MalformedXML"],
    ["lambda", "CreateFunction", "restJson1", "nothing", "SerializationException"],
    ["cloudwatch", "PutMetricData", "rpcv2Cbor", "\xff", "SerializationException"],
  ] as const)("is refused by %s %s in %s: %s", (service, operation, protocol, body, code) => {
    const decoding = (): unknown => decodeInput(callOf(service, operation, protocol), Buffer.from(body, "latin1"));

    expect(decoding).toThrow(expect.objectContaining({ code, status: 400 }));
  });
});
