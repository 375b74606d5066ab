import {
  type AuditedPolicy,
  type AuditedRole,
  type Decision,
  listOf,
  matches,
  type PolicyDocument,
  type Statement,
  statementsOf,
} from "./account.ts";
import type { Finding } from "./finding.ts";
import { smallestPolicy } from "./smallest-policy.ts";

/** What a role may, what it did, and what it needed. */
export interface RoleReport {
  readonly name: string;
  readonly arn: string;
  readonly used: readonly Used[];
  readonly neverUsed: readonly Grant[];
  readonly refused: readonly Decision[];
  /** Nothing was seen of the role: its rights can be neither needed nor not. */
  readonly isSeen: boolean;
  readonly smallestPolicy: PolicyDocument;
  readonly findings: readonly Finding[];
}

export interface Used {
  readonly action: string;
  readonly resources: readonly string[];
  readonly count: number;
  readonly lastAt: number;
}

/** One action word of one statement. */
export interface Grant {
  readonly policy: string;
  /** From 0. */
  readonly statement: number;
  readonly action: string;
  /** Since when it could have been used. */
  readonly since: Date;
}

/** AWS's policies that no role of a pipeline needs. */
export const tooMuch =
  /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|\w+FullAccess|AWSLambda_FullAccess)$/;

export function auditRole(role: AuditedRole, accountId: string, all: readonly Decision[]): RoleReport {
  const decisions = all.filter(({ principal }) => principal === role.arn);
  const allowed = decisions.filter(({ isAllowed }) => isAllowed);
  const refused = decisions.filter(({ isAllowed }) => !isAllowed);
  const neverUsed = role.policies.flatMap((policy) => unusedOf(policy, allowed, role.createdAt));
  const where = `role/${role.name}`;
  return {
    name: role.name,
    arn: role.arn,
    used: usesOf(allowed),
    neverUsed,
    refused,
    isSeen: decisions.length > 0,
    smallestPolicy: smallestPolicy(allowed),
    findings: [
      ...role.policies.flatMap((policy) => auditPolicy(where, policy, allowed)),
      ...statementsOf(role.trust).flatMap((statement) => auditTrust(where, statement, accountId)),
      ...(decisions.length === 0 ? [] : neverUsed.map((grant) => unusedFinding(where, grant))),
      ...refused.map((decision) => refusedFinding(where, decision)),
    ],
  };
}

function usesOf(allowed: readonly Decision[]): Used[] {
  return [...byAction(allowed)].map(([action, uses]) => ({
    action,
    resources: uses.map(({ resource }) => resource),
    count: uses.reduce((sum, { count }) => sum + count, 0),
    lastAt: Math.max(...uses.map(({ lastAt }) => lastAt)),
  }));
}

function byAction(decisions: readonly Decision[]): Map<string, Decision[]> {
  const groups = new Map<string, Decision[]>();
  for (const decision of decisions) groups.set(decision.action, [...(groups.get(decision.action) ?? []), decision]);
  return groups;
}

function unusedOf({ name, document }: AuditedPolicy, allowed: readonly Decision[], since: Date): Grant[] {
  return statementsOf(document).flatMap((statement, at) => {
    if (statement.Effect !== "Allow") return [];
    const uses = allowed.filter(({ decidedBy }) => decidedBy.includes(`${name}#${at}`));
    return listOf(statement.Action)
      .filter((word) => !uses.some(({ action }) => matches(word, action)))
      .map((action) => ({ policy: name, statement: at, action, since }));
  });
}

const unusedFinding = (where: string, { policy, statement, action, since }: Grant): Finding => ({
  rule: "never-used",
  where: `${where}, policy ${policy}, statement ${statement}`,
  says: `${action} was never used since ${since.toISOString().slice(0, 16).replace("T", " ")}`,
});

const refusedFinding = (where: string, { action, resource, reason = "", fix = "", count }: Decision): Finding => ({
  rule: "refused",
  where,
  says: `${action} on ${resource} was refused ${count === 1 ? "once" : `${count} times`} ${reason}; ${fix}`,
});

function auditPolicy(role: string, { name, document }: AuditedPolicy, allowed: readonly Decision[]): Finding[] {
  if (tooMuch.test(name)) return [{ rule: "administrator", where: role, says: `${name} is attached` }];
  // Of AWS's own policies only the whole can be taken or left.
  if (name.startsWith("arn:aws:iam::aws:")) return [];
  return statementsOf(document).flatMap((statement, at) => {
    if (statement.Effect !== "Allow") return [];
    const where = `${role}, policy ${name}, statement ${at}`;
    const uses = allowed.filter(({ decidedBy }) => decidedBy.includes(`${name}#${at}`));
    return auditStatement(where, statement, uses);
  });
}

/** What is too wide in a statement, and in view of what it was used for. */
export function auditStatement(where: string, statement: Statement, uses: readonly Decision[]): Finding[] {
  const actions = listOf(statement.Action);
  const isEverywhere = listOf(statement.Resource).includes("*");
  const findings: Finding[] = [];
  for (const word of actions) {
    if (/^(\*|[\w-]+:\*)$/.test(word)) findings.push({ rule: "wildcard-action", where, says: `${word} is allowed` });
  }
  if (statement.NotAction !== undefined || statement.NotResource !== undefined) {
    const not = statement.NotAction === undefined ? "NotResource" : "NotAction";
    findings.push({ rule: "allow-all-but", where, says: `${not} stands beside Allow` });
  }
  if (isEverywhere && actions.some((word) => matches(word, "iam:PassRole"))) {
    findings.push({ rule: "pass-any-role", where, says: 'iam:PassRole is allowed on "*"' });
  }
  const named = new Set(uses.filter(({ resource }) => resource !== "*").map(({ resource }) => resource));
  if (isEverywhere && named.size > 0) {
    const says = `${actions.join(", ")} on "*" was used on ${named.size} resource${named.size === 1 ? "" : "s"}: ${[...named].slice(0, 3).join(", ")}`;
    findings.push({ rule: "wildcard-resource", where, says });
  }
  return findings;
}

function auditTrust(
  where: string,
  { Effect, Principal: principal, Condition }: Statement,
  accountId: string,
): Finding[] {
  if (Effect !== "Allow" || principal === undefined) return [];
  const words = principal === "*" ? ["*"] : listOf(principal["AWS"]);
  return words.flatMap((word): Finding[] => {
    if (word === "*" && Condition === undefined)
      return [{ rule: "trusts-everybody", where, says: "the trust policy names *" }];
    const other = /\d{12}/.exec(word)?.[0];
    if (other === undefined || other === accountId) return [];
    return [{ rule: "cross-account", where, says: `${word} may assume the role` }];
  });
}
