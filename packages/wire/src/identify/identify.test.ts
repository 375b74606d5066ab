import { describe, expect, test } from "vitest";
import { openModels } from "../open-models.ts";
import { parseForm } from "../query/parse-form.ts";
import type { RequestHead } from "../request-head.ts";
import { readSignature } from "../signature/read-signature.ts";
import { identify } from "./identify.ts";
import { identifyForm } from "./identify-form.ts";

const models = openModels();

const signedFor = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

function headOf(line: string, headers: Readonly<Record<string, string>> = {}): RequestHead {
  const [method = "", url = ""] = line.split(" ");
  const [path = "", query = ""] = url.split("?");
  const all = { host: "127.0.0.1:4566", "x-amz-date": "20260101T000000Z", ...headers };
  return { method, path, query, headers: all, sourceIp: "127.0.0.1", isSecure: false };
}

function found(line: string, headers?: Readonly<Record<string, string>>): unknown {
  const head = headOf(line, headers);
  const route = identify(models, head, readSignature(head));
  return route.kind === "operation"
    ? `${route.service.name}.${route.operation?.name} ${route.protocol} ${JSON.stringify(route.labels)}`
    : route;
}

describe("identify", () => {
  test.each([
    ["GET /", "ListBuckets", {}],
    ["PUT /b", "CreateBucket", { Bucket: "b" }],
    ["GET /b/", "ListObjects", { Bucket: "b" }],
    ["GET /b?list-type=2&prefix=a", "ListObjectsV2", { Bucket: "b" }],
    ["GET /b?location", "GetBucketLocation", { Bucket: "b" }],
    ["GET /b?uploads=", "ListMultipartUploads", { Bucket: "b" }],
    ["PUT /b/k", "PutObject", { Key: "k", Bucket: "b" }],
    ["PUT /b/k?tagging", "PutObjectTagging", { Key: "k", Bucket: "b" }],
    ["PUT /b/k?partNumber=1&uploadId=u", "UploadPart", { Key: "k", Bucket: "b" }],
    ["POST /b/k?uploads", "CreateMultipartUpload", { Key: "k", Bucket: "b" }],
    ["GET /b/k?uploadId=u", "ListParts", { Key: "k", Bucket: "b" }],
    ["DELETE /b/k?uploadId=u", "AbortMultipartUpload", { Key: "k", Bucket: "b" }],
    ["GET /b/a%2Fb//c%20%C3%B6/", "GetObject", { Key: "a/b//c ö/", Bucket: "b" }],
    ["GET /b//k", "GetObject", { Key: "/k", Bucket: "b" }],
    ["POST /b?delete", "DeleteObjects", { Bucket: "b" }],
  ])("finds S3's operation for %s", (line, operation, labels) => {
    expect(found(line)).toBe(`s3.${operation} restXml ${JSON.stringify(labels)}`);
  });

  test.each([
    ["PUT /b/k", { "x-amz-copy-source": "a/b" }, "s3.CopyObject"],
    ["PUT /b/k?partNumber=1&uploadId=u", { "x-amz-copy-source": "a/b" }, "s3.UploadPartCopy"],
    ["GET /k", { host: "b.s3.us-east-1.localhost:4566" }, "s3.GetObject"],
    ["GET /", { host: "b.localhost:4566" }, "s3.ListObjects "],
    ["GET /b", { host: "s3.localhost:4566" }, "s3.ListObjects "],
    ["GET /v20180820/jobs", { authorization: signedFor("s3") }, "s3control.ListJobs"],
    [
      "POST /2015-03-31/functions/f%3A1/invocations",
      { authorization: signedFor("lambda") },
      'lambda.Invoke restJson1 {"FunctionName":"f:1"}',
    ],
    ["DELETE /2017-03-31/tags/arn", { authorization: signedFor("lambda") }, "lambda.UntagResource"],
    ["GET /restapis", { authorization: signedFor("apigateway") }, "apigateway.GetRestApis"],
    ["GET /v2/apis", { authorization: signedFor("apigateway") }, "apigatewayv2.GetApis"],
    [
      "POST /",
      { "x-amz-target": "AmazonSQS.SendMessage", "content-type": "application/x-amz-json-1.0" },
      "sqs.SendMessage awsJson1_0",
    ],
    [
      "POST /",
      { "x-amz-target": "Logs_20140328.PutLogEvents", "content-type": "application/x-amz-json-1.1" },
      "logs.PutLogEvents awsJson1_1",
    ],
    [
      "POST /service/GraniteServiceVersion20100801/operation/PutMetricData",
      { "smithy-protocol": "rpc-v2-cbor" },
      "cloudwatch.PutMetricData rpcv2Cbor",
    ],
  ])("finds %s with %j", (line, headers, expected) => {
    expect(found(line, headers)).toContain(expected);
  });

  test.each([
    [
      "GET /prod/x",
      { host: "abc.execute-api.eu-west-1.localhost:4566" },
      { kind: "execute-api", api: "abc", region: "eu-west-1", path: "/prod/x" },
    ],
    ["GET /_aws/execute-api/abc/prod", {}, { kind: "execute-api", api: "abc", region: undefined, path: "/prod" }],
    [
      "GET /x",
      { host: "id.lambda-url.us-east-1.on.aws" },
      { kind: "lambda-url", id: "id", region: "us-east-1", path: "/x" },
    ],
    [
      "GET /",
      { host: "my.site.s3-website-us-east-1.amazonaws.com" },
      { kind: "website", bucket: "my.site", region: "us-east-1", path: "/" },
    ],
    ["GET /", { host: "b.s3-website.localhost:4566" }, { kind: "website", bucket: "b", region: undefined, path: "/" }],
    ["OPTIONS /b/k", {}, { kind: "preflight", bucket: "b", key: "k" }],
    ["POST /b", { "content-type": "multipart/form-data; boundary=x" }, { kind: "upload", bucket: "b" }],
  ])("tells %s with %j from calls of an API", (line, headers, expected) => {
    expect(found(line, headers)).toEqual(expected);
  });

  test("finds the operation of a form by its signature, or by its version when there is none", () => {
    const type = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const signed = headOf("POST /", { ...type, authorization: signedFor("monitoring") });
    const unsigned = headOf("POST /", type);

    const routes = [
      [signed, "Action=PutMetricData&Version=2010-08-01"],
      [unsigned, "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"],
      [headOf("GET /?Action=GetCallerIdentity&Version=2011-06-15"), "Action=GetCallerIdentity&Version=2011-06-15"],
    ].map(([head, body]) => {
      const route = identify(models, head as RequestHead, readSignature(head as RequestHead));
      if (route.kind !== "form") throw new Error(route.kind);
      const { service, name } = identifyForm(models, route, parseForm(String(body)));
      return `${service.name}.${name}`;
    });

    expect(routes).toEqual(["cloudwatch.PutMetricData", "sts.AssumeRoleWithWebIdentity", "sts.GetCallerIdentity"]);
  });

  test.each([
    ["POST /", { "x-amz-target": "Nobody.Nothing" }, "UnknownOperationException"],
    ["GET /nowhere", { authorization: signedFor("lambda") }, "UnknownOperationException"],
    ["GET /x", { authorization: signedFor("nobody") }, "UnknownOperationException"],
    ["PATCH /b/k", {}, "MethodNotAllowed"],
    ["GET /b/%zz", {}, "InvalidURI"],
  ])("refuses %s with %j", (line, headers, code) => {
    expect(() => found(line, headers)).toThrow(expect.objectContaining({ code }));
  });
});
