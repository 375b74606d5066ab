import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { AwsError } from "@millrace/wire";
import { evaluate } from "../../../kernel/iam/evaluate.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { optionsFor } from "../../../targets/send.ts";
import { functionOf } from "./function-arn.ts";
import { contextOf, identityOf } from "./mapping-context.ts";
import { parameterValue } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { lastOf, methodArn, type Visit } from "./visit.ts";

/** What an authorizer's function answers. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
interface Verdict {
  readonly principalId?: string;
  readonly policyDocument?: object;
  readonly context?: Readonly<Record<string, string | number | boolean>>;
  readonly usageIdentifierKey?: string;
}

/** Asks the method's authorizer, or remembers what it said. */
export async function customAuthorization(visit: Visit): Promise<void> {
  const { call, api, snapshot, method, stage } = visit;
  const authorizer = snapshot.authorizers[method.authorizerId ?? ""];
  if (authorizer === undefined) throw new Refusal("AUTHORIZER_CONFIGURATION_ERROR", "Internal server error");
  const sources = (authorizer.identitySource ?? "").split(",").filter((source) => source.trim() !== "");
  const values = sources.map((source) => parameterValue(visit, source.trim()) ?? "");
  const ttl = authorizer.authorizerResultTtlInSeconds ?? 0;
  // With caching, or for a token, all that identifies the caller must be there.
  if ((authorizer.type === "TOKEN" || ttl > 0) && values.some((value) => value === "")) throw unauthorized();
  const pattern = authorizer.identityValidationExpression;
  if (authorizer.type === "TOKEN" && pattern && !new RegExp(`^(?:${pattern})$`).test(values[0] ?? "")) {
    throw unauthorized();
  }
  const name = `${api.id}/${stage.stageName}/${authorizer.id}/${JSON.stringify(values)}`;
  const now = call.clock.now();
  const known = ttl > 0 ? (call.store.limits.authorization(name, now) as Verdict | undefined) : undefined;
  const verdict = known ?? (await ask(visit, authorizer, values[0] ?? ""));
  if (known === undefined && ttl > 0) call.store.limits.remember(name, verdict, now + ttl * 1000);
  apply(visit, verdict);
}

const unauthorized = (): Refusal => new Refusal("UNAUTHORIZED", "Unauthorized");

async function ask(visit: Visit, authorizer: Authorizer, token: string): Promise<Verdict> {
  const { call, api } = visit;
  const sourceArn = `arn:aws:execute-api:${call.region}:${call.account}:${api.id}/authorizers/${authorizer.id}`;
  const principal =
    authorizer.authorizerCredentials === undefined
      ? servicePrincipal("apigateway.amazonaws.com", call.account, sourceArn)
      : await call.store.roles.principal(
          authorizer.authorizerCredentials,
          servicePrincipal("apigateway.amazonaws.com", call.account, sourceArn),
          "BackplaneAssumeRoleSession",
        );
  const FunctionName = functionOf(authorizer.authorizerUri ?? "", visit.variables);
  const event =
    authorizer.type === "TOKEN"
      ? { type: "TOKEN", methodArn: methodArn(visit), authorizationToken: token }
      : requestEvent(visit);
  const Payload = Buffer.from(JSON.stringify(event));
  const { FunctionError, Payload: answer } = await call.aws
    .call("lambda", "Invoke", { FunctionName, Payload }, optionsFor({ arn: FunctionName, principal }))
    .catch((error: unknown) => {
      if (error instanceof AwsError) throw new Refusal("AUTHORIZER_CONFIGURATION_ERROR", "Internal server error");
      throw error;
    });
  const read = readJson(Buffer.from(answer ?? []).toString("utf8"));
  if (FunctionError !== undefined) {
    if (read["errorMessage"] === "Unauthorized") throw unauthorized();
    throw new Refusal("AUTHORIZER_FAILURE", "Internal server error");
  }
  if (typeof read["policyDocument"] !== "object") {
    throw new Refusal("AUTHORIZER_CONFIGURATION_ERROR", "Internal server error");
  }
  return read;
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function requestEvent(visit: Visit): object {
  const { request, path, resource, query, headers } = visit;
  return {
    type: "REQUEST",
    methodArn: methodArn(visit),
    resource: resource.path,
    path,
    httpMethod: request.head.method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: lastOf(query),
    multiValueQueryStringParameters: query,
    pathParameters: visit.pathParameters,
    stageVariables: visit.variables,
    requestContext: { ...contextOf(visit), identity: identityOf(visit) },
  };
}

function apply(visit: Visit, { principalId = "", policyDocument, context = {}, usageIdentifierKey }: Verdict): void {
  const { call } = visit;
  const resource = methodArn(visit);
  const principal = {
    kind: "user",
    account: call.account,
    arn: `arn:aws:iam::${call.account}:user/${principalId}`,
    userId: principalId,
    accessKeyId: "",
  } as const;
  const question = {
    principal,
    access: { action: "execute-api:Invoke", resource },
    resourceAccount: call.account,
    context: new Map(),
  };
  const { isAllowed, reason } = evaluate(question, { identity: [JSON.stringify(policyDocument)] });
  if (!isAllowed) {
    const isExplicit = reason.includes("explicit deny");
    const why = isExplicit ? " with an explicit deny in an identity-based policy" : "";
    throw new Refusal("ACCESS_DENIED", `User is not authorized to access this resource${why}`);
  }
  // Whatever kind a value is of, what is mapped from it is a text.
  visit.notes["authorizer"] = {
    ...Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)])),
    principalId,
  };
  if (usageIdentifierKey !== undefined) visit.notes["usageIdentifierKey"] = usageIdentifierKey;
}
