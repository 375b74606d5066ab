import { columns, type Terminal } from "../terminal.ts";
import type { RoleReport } from "./audit-role.ts";
import type { Level } from "./finding.ts";
import type { Report } from "./report.ts";
import { levelOf } from "./rules.ts";

export function writeText(report: Report, terminal: Terminal): void {
  for (const role of report.roles) writeRole(role, terminal);
  const paint = { error: terminal.red, warning: terminal.yellow, note: terminal.dim };
  terminal.line(terminal.bold("Findings"));
  if (report.findings.length === 0) terminal.line("  none");
  for (const finding of report.findings) {
    const level = levelOf(finding);
    terminal.line(`  ${paint[level](level)} ${finding.rule}: ${finding.where}`);
    terminal.line(`    ${finding.says}`);
    if (finding.wayOut !== undefined) terminal.line(terminal.dim(`    ${finding.wayOut}`));
  }
  if (report.suppressed.length > 0) {
    terminal.line();
    terminal.line(terminal.bold("Suppressed"));
    for (const { rule, where, reason } of report.suppressed) terminal.line(`  ${rule}: ${where} (${reason})`);
  }
  terminal.line();
  terminal.line(summaryOf(report));
}

export function summaryOf(report: Report): string {
  const count = (level: Level): string => {
    const found = report.findings.filter((finding) => levelOf(finding) === level).length;
    return `${found} ${level}${found === 1 ? "" : "s"}`;
  };
  const { account, roles, templates } = report;
  const looked = account === undefined ? counted(templates, "template") : counted(roles, "role");
  return `${looked}: ${count("error")}, ${count("warning")}, ${report.suppressed.length} suppressed`;
}

const counted = (list: readonly unknown[], word: string): string =>
  `${list.length} ${word}${list.length === 1 ? "" : "s"}`;

function writeRole(role: RoleReport, { line, bold, dim, green, yellow }: Terminal): void {
  line(bold(role.name) + (role.isSeen ? "" : dim("  nothing was seen of it yet")));
  const granted = role.neverUsed.length;
  if (role.used.length > 0) {
    line(`  ${green("used")}`);
    const rows = role.used.map(({ action, count, resources }) => [
      `    ${action}`,
      count,
      resources.length === 1 ? (resources[0] ?? "") : `${resources.length} resources`,
    ]);
    for (const row of columns(rows)) line(row);
  }
  if (role.isSeen && granted > 0) {
    line(`  ${yellow("granted and never used")}`);
    for (const { action, policy, statement } of role.neverUsed)
      line(`    ${action}  ${dim(`${policy}, statement ${statement}`)}`);
  }
  if (role.used.length > 0) {
    line("  the smallest policy that would have done");
    for (const row of JSON.stringify(role.smallestPolicy, undefined, 2).split("\n")) line(`    ${row}`);
  }
  line();
}
