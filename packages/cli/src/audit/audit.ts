import { type Account, type AuditedBucket, listOf, statementsOf } from "./account.ts";
import { auditRole } from "./audit-role.ts";
import type { Finding } from "./finding.ts";
import { judged } from "./judged.ts";
import type { Report, Suppression } from "./report.ts";

export function audit(account: Account, suppressions: readonly Suppression[]): Report {
  const roles = account.roles.map((role) => auditRole(role, account.id, account.decisions));
  const findings = [
    ...roles.flatMap((role) => role.findings),
    ...account.buckets.flatMap((bucket) => auditBucket(bucket, account.id)),
  ];
  return { account: account.id, roles, templates: [], ...judged(findings, suppressions) };
}

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
