import { createHash, createHmac } from "node:crypto";

/** A pair that the cloud knows, so that it verifies every signature. */
export const keys = { accessKeyId: "test", secretAccessKey: "test" };

export const storedItem = JSON.stringify({
  pk: { S: "user#123" },
  sk: { S: "profile" },
  name: { S: "Ada Lovelace" },
  age: { N: "36" },
  tags: { SS: ["a", "b", "c"] },
  address: { M: { street: { S: "12 Main St" }, city: { S: "London" }, zip: { S: "N1 7AA" } } },
  active: { BOOL: true },
  score: { N: "98.25" },
  notes: { L: [{ S: "first" }, { S: "second" }, { N: "3" }] },
  data: { B: Buffer.from("0123456789abcdef0123456789abcdef").toString("base64") },
});

const bodies: Readonly<Record<string, string>> = {
  GetItem: JSON.stringify({
    TableName: "users",
    Key: { pk: { S: "user#123" }, sk: { S: "profile" } },
    ConsistentRead: true,
  }),
  PutItem: `{"TableName":"users","Item":${storedItem}}`,
  CreateTable: JSON.stringify({
    TableName: "users",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
    ],
  }),
};

/** Everything that the JavaScript client sends for one call, signed as it signs. */
export function requestBytes(operation: string, port: number, now: Date): Buffer {
  const body = bodies[operation] ?? "";
  const timestamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const headers: Record<string, string> = {
    "amz-sdk-invocation-id": "4b3c0f3e-0000-4000-8000-000000000000",
    "amz-sdk-request": "attempt=1; max=3",
    "content-length": String(body.length),
    "content-type": "application/x-amz-json-1.0",
    host: `127.0.0.1:${port}`,
    "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"),
    "x-amz-date": timestamp,
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "x-amz-user-agent": "aws-sdk-js/3.1162.0",
  };
  const names = Object.keys(headers).sort((a, b) => (a < b ? -1 : 1));
  const canonical = `POST\n/\n\n${names.map((name) => `${name}:${headers[name]}\n`).join("")}\n${names.join(";")}\n${headers["x-amz-content-sha256"]}`;
  const scope = `${timestamp.slice(0, 8)}/us-east-1/dynamodb/aws4_request`;
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  const hash = createHash("sha256").update(canonical).digest("hex");
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${hash}`).toString("hex");
  const lines = [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "user-agent: aws-sdk-js/3.1162.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#20.20.2 api/dynamodb#3.1162.0 m/E",
    `authorization: AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  ];
  return Buffer.from(`POST / HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`, "latin1");
}
