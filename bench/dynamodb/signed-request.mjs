import { createHash, createHmac } from "node:crypto";

const administrator = { id: "test", secret: "test" };
const region = "eu-west-1";

/**
 * One call as it travels: everything a client sends, signed with signature version 4.
 * `keys` are `{ id, secret, token }`; without them an administrator's.
 */
export function signedRequest(operation, input, port, now, keys = administrator) {
  const body = Buffer.from(JSON.stringify(input));
  const timestamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const headers = {
    "content-length": String(body.length),
    "content-type": "application/x-amz-json-1.0",
    host: `127.0.0.1:${port}`,
    "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"),
    "x-amz-date": timestamp,
    ...(keys.token === undefined ? {} : { "x-amz-security-token": keys.token }),
    "x-amz-target": `DynamoDB_20120810.${operation}`,
  };
  const names = Object.keys(headers).sort();
  const canonical = `POST\n/\n\n${names.map((name) => `${name}:${headers[name]}\n`).join("")}\n${names.join(";")}\n${headers["x-amz-content-sha256"]}`;
  const scope = `${timestamp.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
  const key = scope.split("/").reduce(hmac, `AWS4${keys.secret}`);
  const hash = createHash("sha256").update(canonical).digest("hex");
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${hash}`).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.id}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  const lines = Object.entries({ ...headers, authorization }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`POST / HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`), body]);
}
