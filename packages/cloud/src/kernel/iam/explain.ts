import type { Access } from "../operation.ts";
import { nameOf, type Principal } from "../principal.ts";
import { type Decision, matchesOf, type Policies, type Question } from "./evaluate.ts";

/** Why something was decided, and what would change it. */
export interface Explanation {
  /** The statements that decided, `policy#place`; none where nothing said yes. */
  readonly decidedBy: readonly string[];
  /** In AWS's words; of refusals. */
  readonly reason?: string;
  /** What to do, with the statement to add. */
  readonly fix?: string;
}

/** `names` are those of the identity's policies, in their order. */
export function explain(
  question: Question,
  policies: Policies,
  decision: Decision,
  names: readonly string[] = [],
): Explanation {
  const wanted = decision.isAllowed ? "Allow" : "Deny";
  const own = policies.identity.flatMap((text, at) =>
    matchesOf(question, text).flatMap((match) =>
      match.effect === wanted ? `${names[at] ?? "inline"}#${match.at}` : [],
    ),
  );
  if (decision.isAllowed) {
    return { decidedBy: own.length > 0 ? own : [`policy of ${question.access.resource}`] };
  }
  const isExplicit = decision.reason.startsWith("with an explicit deny");
  const decidedBy = isExplicit && own.length === 0 ? [decision.reason.replace("with an explicit deny in ", "")] : own;
  return {
    decidedBy,
    reason: decision.reason,
    fix: isExplicit ? liftDeny(decidedBy) : addStatement(question, decision),
  };
}

const liftDeny = (decidedBy: readonly string[]): string => `narrow or remove the deny: ${decidedBy.join(", ")}`;

function addStatement({ principal, access }: Question, { reason }: Decision): string {
  if (reason.includes("no resource-based policy")) return addToResource(principal, access);
  const statement = JSON.stringify({ Effect: "Allow", Action: access.action, Resource: access.resource });
  if (reason.includes("no VPC endpoint policy"))
    return `add to the policy of the VPC endpoint: ${withEverybody(access)}`;
  if (reason.includes("no service control policy")) return `add to the guard of the account: ${statement}`;
  if (reason.includes("no permissions boundary")) return `add to the permissions boundary: ${statement}`;
  if (reason.includes("no session policy")) return `add to the session policy: ${statement}`;
  const owner = principal.kind === "session" ? principal.roleArn : nameOf(principal);
  return `add to the policies of ${owner}: ${statement}`;
}

const withEverybody = ({ action, resource }: Access): string =>
  JSON.stringify({ Effect: "Allow", Principal: "*", Action: action, Resource: resource });

function addToResource(principal: Principal, { action, resource }: Access): string {
  const isTrust = action.startsWith("sts:AssumeRole");
  const statement = {
    Effect: "Allow",
    Principal: principalElement(principal),
    Action: action,
    ...(isTrust ? {} : { Resource: resource }),
    ...(principal.kind === "service" && principal.sourceArn !== undefined
      ? { Condition: { ArnLike: { "aws:SourceArn": principal.sourceArn } } }
      : {}),
  };
  const where = isTrust ? "the trust policy" : "the policy";
  return `add to ${where} of ${resource}: ${JSON.stringify(statement)}`;
}

function principalElement(principal: Principal): unknown {
  if (principal.kind === "service") return { Service: principal.service };
  if (principal.kind === "anonymous") return "*";
  if (principal.kind === "web-identity") return { Federated: principal.provider };
  return { AWS: principal.kind === "session" ? principal.roleArn : principal.arn };
}
