import { type Account, type AuditedBucket, listOf, statementsOf } from "./account.ts";
import { auditRole, type RoleReport } from "./audit-role.ts";
import { type Finding, type Level, rules } from "./finding.ts";

export interface Report {
  readonly account: string;
  readonly roles: readonly RoleReport[];
  /** Of roles and of everything else, the worst first. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly (Finding & { readonly reason: string })[];
}

/** A finding that somebody has looked at. */
export interface Suppression {
  readonly rule: string;
  /** Where it may stand; `*` is any run of characters. */
  readonly where: string;
  readonly reason: string;
}

const order: readonly Level[] = ["error", "warning", "note"];

export const levelOf = ({ rule }: Finding): Level => rules[rule].level;

export function audit(account: Account, suppressions: readonly Suppression[]): Report {
  const roles = account.roles.map((role) => auditRole(role, account.id, account.decisions));
  const all = [
    ...roles.flatMap(({ findings }) => findings),
    ...account.buckets.flatMap((bucket) => auditBucket(bucket, account.id)),
  ].sort((a, b) => order.indexOf(levelOf(a)) - order.indexOf(levelOf(b)));
  const reasonFor = (finding: Finding): string | undefined =>
    suppressions.find(({ rule, where }) => rule === finding.rule && stands(where, finding.where))?.reason;
  return {
    account: account.id,
    roles,
    findings: all.filter((finding) => reasonFor(finding) === undefined),
    suppressed: all.flatMap((finding) => {
      const reason = reasonFor(finding);
      return reason === undefined ? [] : { ...finding, reason };
    }),
  };
}

const stands = (pattern: string, where: string): boolean => {
  const [start = "", ...rest] = pattern.split("*");
  return rest.length === 0 ? where === pattern || where.startsWith(`${pattern},`) : where.startsWith(start);
};

function auditBucket({ name, policy }: AuditedBucket, accountId: string): Finding[] {
  if (policy === undefined) return [];
  const where = `bucket/${name}`;
  return statementsOf(policy).flatMap(({ Effect, Principal: principal, Condition, Action }): Finding[] => {
    if (Effect !== "Allow" || principal === undefined) return [];
    const words = principal === "*" ? ["*"] : listOf(principal["AWS"]);
    const actions = listOf(Action).join(", ");
    return words.flatMap((word): Finding[] => {
      if (word === "*" && Condition === undefined) return [{ rule: "open-bucket", where, says: `* may ${actions}` }];
      const other = /\d{12}/.exec(word)?.[0];
      if (other === undefined || other === accountId) return [];
      return [{ rule: "cross-account", where, says: `${word} may ${actions}` }];
    });
  });
}
