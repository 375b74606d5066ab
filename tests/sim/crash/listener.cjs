"use strict";
// Notes every object of an event in a table, and how often it has heard of it. Signs its calls itself: no SDK to load.
const { createHash, createHmac } = require("node:crypto");

exports.handler = async ({ Records }) => {
  for (const { s3 } of Records) {
    const key = decodeURIComponent(s3.object.key.replaceAll("+", " "));
    await callDynamoDb("UpdateItem", {
      TableName: process.env.EVENTS_TABLE,
      Key: { pk: { S: `${key} ${s3.object.eTag}` } },
      UpdateExpression: "ADD heard :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
    });
  }
};

async function callDynamoDb(operation, input) {
  const body = JSON.stringify(input);
  const url = new URL(process.env.AWS_ENDPOINT_URL);
  const headers = sign(body, {
    "content-type": "application/x-amz-json-1.0",
    host: url.host,
    "x-amz-date": new Date().toISOString().replace(/[-:]|\.\d{3}/g, ""),
    "x-amz-security-token": process.env.AWS_SESSION_TOKEN,
    "x-amz-target": `DynamoDB_20120810.${operation}`,
  });
  const response = await fetch(url, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`${operation} answered ${response.status}: ${await response.text()}`);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function sign(body, headers) {
  const names = Object.keys(headers).sort();
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
  const time = headers["x-amz-date"];
  const scope = [time.slice(0, 8), process.env.AWS_REGION, "dynamodb", "aws4_request"];
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(canonical)].join("\n");
  const secret = scope.reduce(hmac, `AWS4${process.env.AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(secret, text).toString("hex");
  const credential = [process.env.AWS_ACCESS_KEY_ID, ...scope].join("/");
  const signed = `Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...headers, authorization: `AWS4-HMAC-SHA256 ${signed}` };
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
