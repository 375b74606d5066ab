import type { Integration } from "@aws-sdk/client-api-gateway";
import { AwsError } from "@millrace/wire";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { type Keys, sign } from "../../../signing/sign-request.ts";
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
