import { AwsError } from "@millrace/wire";
import { evaluate } from "../../../kernel/iam/evaluate.ts";
import { customAuthorization } from "./custom-authorizer.ts";
import { Refusal } from "./refusal.ts";
import { methodArn, type Visit } from "./visit.ts";

/** Lets in who may come in by the method's authorization and by the API's own policy. */
export async function authorizeVisit(visit: Visit): Promise<void> {
  const { call, api, method, request } = visit;
  const access = { action: "execute-api:Invoke", resource: methodArn(visit) };
  if (method.authorizationType === "AWS_IAM") {
    if (request.principal.kind === "anonymous") {
      throw new Refusal("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token");
    }
    allowed(() => call.authorize(access));
    return;
  }
  if (api.policy !== undefined) {
    const principal = { kind: "anonymous", account: call.account } as const;
    const context = new Map([["aws:sourceip", [request.head.sourceIp]]]);
    const question = { principal, access, resourceAccount: call.account, context };
    const { isAllowed, reason } = evaluate(question, { identity: [], resource: withWholeArns(visit, api.policy) });
    if (!isAllowed) {
      const who = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${access.resource}`;
      throw new Refusal("ACCESS_DENIED", `${who} ${reason}`);
    }
  }
  if (method.authorizationType === "CUSTOM") await customAuthorization(visit);
}

function allowed(authorize: () => void): void {
  try {
    authorize();
  } catch (error) {
    if (error instanceof AwsError) throw new Refusal("ACCESS_DENIED", error.message);
    throw error;
  }
}

/** Policies may leave out what stands before the stage. */
export const withWholeArns = ({ call, api }: Pick<Visit, "call" | "api">, policy: string): string =>
  policy.replaceAll('"execute-api:/', `"arn:aws:execute-api:${call.region}:${call.account}:${api.id}/`);
