import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Passage } from "../reach/path.ts";
import { type Decision, evaluate, type Policies, type Question } from "./iam/evaluate.ts";
import type { Context } from "./iam/match.ts";
import type { Access, Scope } from "./operation.ts";
import { nameOf, type Principal } from "./principal.ts";
import type { Denial, IdentityPolicies } from "./service.ts";

/** Facts about a request that conditions may ask for. */
export interface RequestFacts {
  readonly now: number;
  readonly sourceIp: string | undefined;
  /** Of who came through a network. */
  readonly passage: Passage | undefined;
  readonly userAgent: string | undefined;
  readonly isSecure: boolean;
  /** The service that asks in the name of the principal. */
  readonly via: string | undefined;
}

export interface AuthorizeOptions {
  readonly principal: Principal;
  readonly accesses: readonly Access[];
  readonly scope: Scope;
  readonly facts: () => RequestFacts;
  /** The policies that have a say over one access. */
  readonly policies: (access: Access) => Policies;
  readonly identity: IdentityPolicies;
  readonly denial: Denial;
  /** Told of every decision. */
  readonly note: (access: Access, authorized: Authorized) => void;
}

/** A decision, and what it was made of. */
export interface Authorized {
  readonly question: Question;
  readonly policies: Policies;
  readonly decision: Decision;
}

/** Throws what AWS throws unless every access is allowed. */
export function authorize(options: AuthorizeOptions): void {
  const { principal, accesses, scope } = options;
  for (const access of accesses) {
    const policies = options.policies(access);
    const resourceAccount = parseArn(access.resource)?.account || scope.account;
    const isOwner = principal.kind === "account" && !isForeign(resourceAccount, principal.account);
    const isAlone = policies.resource === undefined && policies.endpoint === undefined;
    if (isOwner && isAlone && !policies.resourceMustAllow) continue;
    const context = contextOf(options, access, resourceAccount);
    const question = { principal, access, resourceAccount, context };
    const decision = evaluate(question, policies);
    options.note(access, { question, policies, decision });
    if (!decision.isAllowed) throw denied(options, access, decision);
  }
}

/** Whether a resource is another account's; AWS's own, such as managed policies, are everybody's. */
export const isForeign = (resourceAccount: string, account: string): boolean =>
  resourceAccount !== account && /^\d{12}$/.test(resourceAccount);

function denied({ principal, denial }: AuthorizeOptions, access: Access, decision: Decision): AwsError {
  const on = access.resource === "*" ? "" : ` on resource: ${access.resource}`;
  const why = denial.isTerse ? "" : ` ${decision.reason}`;
  const message = `User: ${nameOf(principal)} is not authorized to perform: ${access.action}${on}${why}`;
  return new AwsError(denial.code, message, { status: denial.status });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf(
  { principal, scope, facts, identity }: AuthorizeOptions,
  access: Access,
  resourceAccount: string,
): Context {
  const { now, sourceIp, userAgent, isSecure, via, passage } = facts();
  const pairs: readonly (readonly [string, string | readonly string[] | undefined])[] = [
    ["aws:CurrentTime", new Date(now).toISOString()],
    ["aws:EpochTime", String(Math.floor(now / 1000))],
    ["aws:RequestedRegion", scope.region],
    ["aws:ResourceAccount", access.resource === "*" ? undefined : resourceAccount],
    ["aws:SecureTransport", String(isSecure)],
    ["aws:SourceIp", sourceIp],
    ["aws:SourceVpc", passage?.endpointId === undefined ? undefined : passage.vpcId],
    ["aws:SourceVpce", passage?.endpointId],
    ["aws:UserAgent", userAgent],
    ["aws:ViaAWSService", String(via !== undefined)],
    ["kms:ViaService", via === undefined ? undefined : `${via}.${scope.region}.amazonaws.com`],
    ["kms:GrantIsForAWSResource", access.action === "kms:CreateGrant" ? String(via !== undefined) : undefined],
    ...principalFacts(principal),
    ...principalTags(principal, identity),
    ...Object.entries(access.context ?? {}),
  ];
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of pairs) {
    if (value !== undefined) context.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  }
  return context;
}

function principalFacts(principal: Principal): (readonly [string, string | readonly string[] | undefined])[] {
  if (principal.kind === "anonymous") return [["aws:PrincipalType", "Anonymous"]];
  if (principal.kind === "web-identity") return Object.entries(principal.claims);
  if (principal.kind === "service") {
    return [
      ["aws:PrincipalIsAWSService", "true"],
      ["aws:PrincipalServiceName", principal.service],
      ["aws:SourceArn", principal.sourceArn],
      ["aws:SourceAccount", principal.account],
      // The default policy of topics asks for it: alarms are let in by it, other services are not.
      ["aws:SourceOwner", principal.service === "cloudwatch.amazonaws.com" ? principal.account : undefined],
    ];
  }
  return [
    ["aws:PrincipalAccount", principal.account],
    ["aws:PrincipalArn", principal.kind === "session" ? principal.roleArn : principal.arn],
    ["aws:PrincipalIsAWSService", "false"],
    ["aws:PrincipalType", principalTypes[principal.kind]],
    ["aws:SourceIdentity", principal.kind === "session" ? principal.sourceIdentity : undefined],
    ["aws:userid", principal.userId],
    ["aws:username", principal.kind === "user" ? principal.arn.split("/").at(-1) : undefined],
  ];
}

const principalTypes = {
  account: "Account",
  user: "User",
  session: "AssumedRole",
  "federated-user": "FederatedUser",
} as const;

function principalTags(principal: Principal, { tags }: IdentityPolicies): (readonly [string, string])[] {
  const own = principal.kind === "session" || principal.kind === "federated-user" ? principal.tags : undefined;
  if (tags === undefined && own === undefined) return [];
  return Object.entries({ ...tags, ...own }).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
}
