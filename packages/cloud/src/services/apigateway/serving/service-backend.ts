import { createHash, createHmac } from "node:crypto";
import type { Integration } from "@aws-sdk/client-api-gateway";
import { AwsError } from "@millrace/wire";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { BackendRequest } from "./integration-request.ts";
import type { BackendAnswer } from "./integration-response.ts";
import { Refusal } from "./refusal.ts";
import type { Visit } from "./visit.ts";

/** How services that speak JSON name their operations in a header. */
const targets: Readonly<Record<string, string>> = {
  dynamodb: "DynamoDB_20120810",
  events: "AWSEvents",
  kms: "TrentService",
  logs: "Logs_20140328",
  secretsmanager: "secretsmanager",
  ssm: "AmazonSSM",
  states: "AWSStepFunctions",
};

/** Services whose host begins with another name than the one they are signed for. */
const signingNames: Readonly<Record<string, string>> = { monitoring: "monitoring", runtime: "lambda" };

/** Any service of AWS by its own API, signed with the integration's role. */
export async function callService(
  visit: Visit,
  integration: Integration,
  sent: BackendRequest,
): Promise<BackendAnswer> {
  const { call } = visit;
  const [, region = "", host = "", kind, rest = ""] =
    /^arn:aws[\w-]*:apigateway:([^:]*):([^:]+):(path|action)\/(.*)$/s.exec(sent.uri) ?? [];
  const service = host.split(".").at(-1) ?? host;
  const target = targets[service];
  const action = kind === "action" ? (rest.split("&")[0] ?? "") : undefined;
  const query = { ...(action !== undefined && target === undefined ? { Action: action } : {}), ...sent.query };
  const json =
    action === undefined || target === undefined
      ? {}
      : { "x-amz-target": `${target}.${action}`, "content-type": "application/x-amz-json-1.0" };
  const url = new URL(kind === "path" ? `/${rest}` : "/", call.endpoint);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  const keys = await keysOf(visit, integration);
  const headers = sign(
    { method: sent.method, url, headers: { ...sent.headers, ...json }, body: sent.body },
    { ...keys, region: region || call.region, service: signingNames[service] ?? service, now: call.store.wall.now() },
  );
  const body = sent.method === "GET" || sent.method === "HEAD" ? null : new Uint8Array(sent.body);
  const answer = await fetch(url, { method: sent.method, headers, body, signal: visit.request.signal });
  return {
    selector: String(answer.status),
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

async function keysOf({ call, api, log }: Visit, { credentials }: Integration): Promise<Keys> {
  if ((credentials ?? "") === "") {
    log.push(
      "Execution failed due to configuration error: API Gateway does not have permission to assume the provided role",
    );
    throw new Refusal("API_CONFIGURATION_ERROR", "Internal server error");
  }
  const sourceArn = `arn:aws:execute-api:${call.region}:${call.account}:${api.id}/*`;
  const principal = servicePrincipal("apigateway.amazonaws.com", call.account, sourceArn);
  const input = { RoleArn: credentials ?? "", RoleSessionName: "BackplaneAssumeRoleSession" };
  const { Credentials: made } = await call.aws
    .call("sts", "AssumeRole", input, { principal })
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      log.push(`Execution failed due to configuration error: ${error.message}`);
      throw new Refusal("API_CONFIGURATION_ERROR", "Internal server error");
    });
  return {
    accessKeyId: made?.AccessKeyId ?? "",
    secretAccessKey: made?.SecretAccessKey ?? "",
    sessionToken: made?.SessionToken ?? "",
  };
}

interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function sign(
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
