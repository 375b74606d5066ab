import { createHash, createHmac } from "node:crypto";

/** Of a session. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

/** The headers with those that sign them. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function sign(
  { method, url, headers, body }: Unsigned,
  {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    region,
    service,
    now,
  }: Keys & { readonly region: string; readonly service: string; readonly now: number },
): Record<string, string> {
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const payload = sha256(method === "GET" || method === "HEAD" ? "" : body);
  const signed: Record<string, string> = {
    host: url.host,
    "x-amz-content-sha256": payload,
    "x-amz-date": date,
    "x-amz-security-token": sessionToken,
  };
  const names = Object.keys(signed).sort();
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  // S3 signs the path as it is sent, all others encode it once more.
  const path = service === "s3" ? url.pathname : url.pathname.split("/").map(encode).join("/");
  const canonical = [
    method,
    path,
    query,
    ...names.map((name) => `${name}:${signed[name]}`),
    "",
    names.join(";"),
    payload,
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
  const key = [date.slice(0, 8), region, service, "aws4_request"].reduce<string | Buffer>(
    (before, part) => hmac(before, part),
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(key, text).toString("hex");
  const { host: _, ...sent } = signed;
  return {
    ...headers,
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}
