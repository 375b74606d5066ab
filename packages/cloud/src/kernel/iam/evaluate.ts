import type { Access } from "../operation.ts";
import type { Principal } from "../principal.ts";
import { conditionsHold } from "./conditions.ts";
import { arnParts, type Context } from "./match.ts";
import { type Policy, type PrincipalWords, parsePolicy, type Resource, type Statement } from "./policy.ts";

/** The policies that have a say in one decision, as JSON texts. */
export interface Policies {
  readonly identity: readonly string[];
  readonly resource?: string | undefined;
  readonly boundary?: string | undefined;
  readonly session?: readonly string[] | undefined;
  /** Of the VPC endpoint that the request came through. */
  readonly endpoint?: string | undefined;
  /** The service control policy of the principal's account. */
  readonly guard?: string | undefined;
  /** Role trust and key policies: here the resource policy must allow; the identity's own policies are not enough. */
  readonly resourceMustAllow?: boolean;
}

export interface Decision {
  readonly isAllowed: boolean;
  /** In the words of AWS's own messages, e.g. `no identity-based policy allows the dynamodb:PutItem action`. */
  readonly reason: string;
}

export interface Question {
  readonly principal: Principal;
  readonly access: Access;
  /** The account that owns the resource. */
  readonly resourceAccount: string;
  readonly context: Context;
}

/** How closely a resource policy names a principal: its own name is enough, its account only lets its policies decide. */
const closeness = { none: 0, account: 1, role: 2, exact: 3 } as const;
type Closeness = keyof typeof closeness;

interface Verdict {
  readonly denies: boolean;
  readonly allows: boolean;
  /** Of the closest statement that allows. */
  readonly closeness: Closeness;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function evaluate(question: Question, policies: Policies): Decision {
  const { principal, access, resourceAccount } = question;
  const asked = new Asked(question);
  const resource = judgeResource(asked, principal, policies.resource);
  const own = {
    identity: judge(asked, policies.identity),
    boundary: judgeOne(asked, policies.boundary),
    session: policies.session === undefined ? undefined : judge(asked, policies.session),
  };
  const endpoint = policies.endpoint === undefined ? undefined : judgeResource(asked, principal, policies.endpoint);
  const guard = judgeOne(asked, policies.guard);
  const denied = firstDenial({ ...own, resource, endpoint, guard });
  if (denied !== undefined) return refuse(`with an explicit deny in ${denied}`);
  if (guard?.allows === false) return refuse(`because no service control policy allows the ${access.action} action`);

  if (endpoint?.allows === false) return refuse(`because no VPC endpoint policy allows the ${access.action} action`);

  const isCaller = !outsiders.has(principal.kind);
  const isSameAccount = isCaller && principal.account === resourceAccount;
  const resourceMustAllow = !isSameAccount || policies.resourceMustAllow === true;
  if (resourceMustAllow && !resource.allows) {
    return refuse(`because no resource-based policy allows the ${access.action} action`);
  }
  if (!isCaller || (isSameAccount && resource.closeness === "exact")) return allow;
  // A key's policy gives a role of its account what it names; a role's trust only opens the door for it.
  const isTrust = policies.resourceMustAllow === true && access.action.startsWith("sts:");
  const isNamedRole = resource.closeness === "role" && isSameAccount && !isTrust;
  return identityDecision(access.action, principal, isNamedRole ? { ...own, identity: yes } : own);
}

/** Who has no policies of its own: what it calls must allow it. */
const outsiders: ReadonlySet<Principal["kind"]> = new Set(["service", "anonymous", "web-identity"]);

const layers = {
  guard: "a service control policy",
  identity: "an identity-based policy",
  resource: "a resource-based policy",
  boundary: "a permissions boundary",
  session: "a session policy",
  endpoint: "a VPC endpoint policy",
} as const;

function firstDenial(verdicts: Record<keyof typeof layers, Verdict | undefined>): string | undefined {
  const layer = (Object.keys(layers) as (keyof typeof layers)[]).find((name) => verdicts[name]?.denies);
  return layer === undefined ? undefined : layers[layer];
}

const allow: Decision = { isAllowed: true, reason: "allowed" };
const refuse = (reason: string): Decision => ({ isAllowed: false, reason });
const yes: Verdict = { denies: false, allows: true, closeness: "exact" };

interface OwnVerdicts {
  readonly identity: Verdict;
  readonly boundary: Verdict | undefined;
  readonly session: Verdict | undefined;
}

function identityDecision(
  action: string,
  principal: Principal,
  { identity, boundary, session }: OwnVerdicts,
): Decision {
  if (!isAdministrator(principal) && !identity.allows) {
    return refuse(`because no identity-based policy allows the ${action} action`);
  }
  if (boundary?.allows === false) return refuse(`because no permissions boundary allows the ${action} action`);
  if (session?.allows === false) return refuse(`because no session policy allows the ${action} action`);
  return allow;
}

const isAdministrator = (principal: Principal): boolean =>
  principal.kind === "account" || (principal.kind === "federated-user" && isAdministrator(principal.sponsor));

/** A statement of a policy that applies to a question: it would allow or deny by itself. */
export interface Match {
  /** Its place among the policy's statements. */
  readonly at: number;
  readonly effect: Statement["effect"];
}

/** The statements of one identity's policy that apply, in their order. */
export function matchesOf(question: Question, text: string): Match[] {
  const policy = parsePolicy(text);
  const asked = new Asked(question);
  return policy.statements.flatMap((statement, at) =>
    applies(statement, policy, asked) ? { at, effect: statement.effect } : [],
  );
}

/** A question in the forms that policies are held against. */
class Asked {
  readonly access: Access;
  readonly context: Context;
  readonly action: string;
  readonly service: string;
  readonly parts: readonly string[];

  constructor({ access, context }: Pick<Question, "access" | "context">) {
    this.access = access;
    this.context = context;
    this.action = access.action.toLowerCase();
    this.service = this.action.slice(0, this.action.indexOf(":"));
    this.parts = arnParts(access.resource);
  }
}

const nothingKnown: Context = new Map();

/** Whether an identity's policies allow something whatever else is known of a request. */
export function allowsPlainly(access: Access, texts: readonly string[]): boolean {
  const asked = new Asked({ access, context: nothingKnown });
  const isPlain = texts.every((text) => spokenOf(parsePolicy(text), asked).every((statement) => statement.isPlain));
  if (!isPlain) return false;
  const { denies, allows } = judge(asked, texts);
  return allows && !denies;
}

function judge(asked: Asked, texts: readonly string[]): Verdict {
  let [denies, allows] = [false, false];
  for (const text of texts) {
    const policy = parsePolicy(text);
    for (const statement of spokenOf(policy, asked)) {
      if (!applies(statement, policy, asked)) continue;
      if (statement.effect === "Deny") denies = true;
      else allows = true;
    }
  }
  return { denies, allows, closeness: "exact" };
}

const judgeOne = (asked: Asked, text: string | undefined): Verdict | undefined =>
  text === undefined ? undefined : judge(asked, [text]);

/** The statements that may speak of the action. */
const spokenOf = (policy: Policy, asked: Asked): readonly Statement[] =>
  policy.byService.get(asked.service) ?? policy.ofAny;

function judgeResource(asked: Asked, principal: Principal, text: string | undefined): Verdict {
  let [denies, allows] = [false, false];
  let closest: Closeness = "none";
  const policy = text === undefined ? undefined : parsePolicy(text);
  for (const statement of policy?.statements ?? []) {
    const near = howClose(statement.principals, principal);
    if (policy === undefined || near === "none" || !applies(statement, policy, asked)) continue;
    if (statement.effect === "Deny") denies = true;
    else {
      allows = true;
      if (closeness[near] > closeness[closest]) closest = near;
    }
  }
  return { denies, allows, closeness: closest };
}

function applies({ actions, resources, conditions }: Statement, policy: Policy, asked: Asked): boolean {
  if (actions === undefined || actions.tests.some((test) => test(asked.action)) === actions.not) return false;
  if (resources !== undefined && resources.words.some((word) => isNamed(word, asked)) === resources.not) return false;
  return conditionsHold(conditions, policy.version, asked.context);
}

function isNamed({ text, test }: Resource, { access, context, parts }: Asked): boolean {
  return access.resource === "*" ? text === "*" : test(parts, context);
}

function howClose(principals: PrincipalWords | undefined, principal: Principal): Closeness {
  if (principals === undefined || principals.words === "*") return principals?.not ? "none" : "exact";
  const near = Object.entries(principals.words).flatMap(([type, words]) =>
    words.map((word) => closenessByType[type]?.(word, principal) ?? "none"),
  );
  const closest = near.reduce((best, one) => (closeness[one] > closeness[best] ? one : best), "none");
  if (!principals.not) return closest;
  return closest === "none" ? "exact" : "none";
}

const closenessByType: Readonly<Record<string, (word: string, principal: Principal) => Closeness>> = {
  AWS: awsCloseness,
  Federated: (word, principal) =>
    principal.kind === "web-identity" && (word === "*" || principal.provider === word) ? "exact" : "none",
  Service: (word, principal) =>
    principal.kind === "service" && (principal.service === word || globalName(principal.service) === word)
      ? "exact"
      : "none",
};

/** CloudWatch Logs acts under the name of its region; policies may leave the region out. */
const globalName = (service: string): string =>
  service.replace(/^logs\.[a-z]+(?:-[a-z0-9]+)+\.amazonaws\.com$/, "logs.amazonaws.com");

function awsCloseness(word: string, principal: Principal): Closeness {
  if (word === "*") return "exact";
  if (outsiders.has(principal.kind)) return "none";
  const account = /^\d{12}$/.test(word) ? word : /^arn:[^:]+:iam::(\d{12}):root$/.exec(word)?.[1];
  if (account !== undefined) {
    if (account !== principal.account) return "none";
    return principal.kind === "account" ? "exact" : "account";
  }
  if ("arn" in principal && word === principal.arn) return "exact";
  return principal.kind === "session" && word === principal.roleArn ? "role" : "none";
}
