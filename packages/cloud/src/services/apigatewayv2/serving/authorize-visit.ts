import { AwsError } from "@millrace/wire";
import { evaluate } from "../../../kernel/iam/evaluate.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { optionsFor } from "../../../targets/send.ts";
import type { HttpAuthorizer } from "../model.ts";
import { eventTwo } from "./events.ts";
import { checkToken } from "./jwt.ts";
import { parameterValue } from "./parameters.ts";
import { Refusal, routeArn, type Visit } from "./visit.ts";

/** Lets in who may come in by the route's authorization. */
export async function authorizeVisit(visit: Visit): Promise<void> {
  const { call, route, served, request } = visit;
  if (route.AuthorizationType === "AWS_IAM") {
    if (request.principal.kind === "anonymous") throw new Refusal(403, "Forbidden");
    try {
      call.authorize({ action: "execute-api:Invoke", resource: routeArn(visit) });
    } catch (error) {
      throw error instanceof AwsError ? new Refusal(403, "Forbidden") : error;
    }
  }
  const authorizer = served.authorizers[route.AuthorizerId ?? ""];
  if (authorizer === undefined) return;
  if (route.AuthorizationType === "JWT") await checkToken(visit, authorizer);
  if (route.AuthorizationType === "CUSTOM") await askFunction(visit, authorizer);
}

interface Verdict {
  readonly isAuthorized?: boolean;
  readonly policyDocument?: object;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
async function askFunction(visit: Visit, authorizer: HttpAuthorizer): Promise<void> {
  const { call, api } = visit;
  const identitySource = (authorizer.IdentitySource ?? []).map((source) => parameterValue(visit, source));
  if (identitySource.some((value) => value === "")) throw new Refusal(401, "Unauthorized");
  const FunctionName = /functions\/(.+)\/invocations$/.exec(authorizer.AuthorizerUri ?? "")?.[1] ?? "";
  const sourceArn = `arn:aws:execute-api:${call.region}:${call.account}:${api.ApiId}/authorizers/${authorizer.AuthorizerId}`;
  const gateway = servicePrincipal("apigateway.amazonaws.com", call.account, sourceArn);
  const role = authorizer.AuthorizerCredentialsArn;
  const principal =
    role === undefined ? gateway : await call.store.roles.principal(role, gateway, "BackplaneAssumeRoleSession");
  const event = { ...eventTwo(visit), type: "REQUEST", routeArn: routeArn(visit), identitySource };
  const Payload = Buffer.from(JSON.stringify(event));
  const answer = await call.aws
    .call("lambda", "Invoke", { FunctionName, Payload }, optionsFor({ arn: FunctionName, principal }))
    .catch((error: unknown) => {
      throw error instanceof AwsError ? new Refusal(500, "Internal Server Error") : error;
    });
  if (answer.FunctionError !== undefined) throw new Refusal(500, "Internal Server Error");
  const verdict: Verdict = JSON.parse(Buffer.from(answer.Payload ?? []).toString("utf8")) ?? {};
  if (!isLetIn(visit, verdict)) throw new Refusal(403, "Forbidden");
  visit.authorizer = { lambda: verdict.context ?? {} };
}

function isLetIn(visit: Visit, { isAuthorized, policyDocument }: Verdict): boolean {
  if (policyDocument === undefined) return isAuthorized === true;
  const { account } = visit.call;
  const principal = {
    kind: "user",
    account,
    arn: `arn:aws:iam::${account}:user/caller`,
    userId: "",
    accessKeyId: "",
  } as const;
  const access = { action: "execute-api:Invoke", resource: routeArn(visit) };
  const question = { principal, access, resourceAccount: account, context: new Map() };
  return evaluate(question, { identity: [JSON.stringify(policyDocument)] }).isAllowed;
}
