import { matches } from "./account.ts";
import type { Finding, Level } from "./finding.ts";
import type { Report, SuppressedFinding, Suppression } from "./report.ts";
import { levelOf } from "./rules.ts";

const order: readonly Level[] = ["error", "warning", "note"];

/** Findings with the worst first, and apart from them those that somebody accepts. */
export function judged(
  found: readonly Finding[],
  suppressions: readonly Suppression[],
): Pick<Report, "findings" | "suppressed"> {
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of found.toSorted((a, b) => order.indexOf(levelOf(a)) - order.indexOf(levelOf(b)))) {
    const accepted = suppressions.find(({ rule, where }) => rule === finding.rule && stands(where, finding.where));
    if (accepted === undefined) findings.push(finding);
    else suppressed.push({ ...finding, reason: accepted.reason });
  }
  return { findings, suppressed };
}

const stands = (pattern: string, where: string): boolean =>
  pattern.includes("*") ? matches(pattern, where) : where === pattern || where.startsWith(`${pattern},`);
