import type { RoleReport } from "./audit-role.ts";
import type { Report } from "./report.ts";
import { levelOf } from "./rules.ts";
import { summaryOf } from "./write-text.ts";

const style = `
body { font: 15px/1.5 system-ui, sans-serif; color: #1d2530; background: #fff; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem } td, th { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top }
code, pre { font: 13px/1.5 ui-monospace, monospace } pre { background: #f4f6f8; padding: .75rem; overflow: auto }
.error { color: #a8201a; font-weight: 600 } .warning { color: #8a5a00; font-weight: 600 } .note { color: #55606e }
@media (prefers-color-scheme: dark) { body { color: #e4e9ef; background: #14181d } pre { background: #1f252c } .error { color: #ff8f87 } .warning { color: #f0c05a } .note { color: #9aa6b2 } }
`;

/** A page of its own: nothing is loaded from anywhere. */
export const writeHtml = (report: Report): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plain(titleOf(report))}</title>
<style>${style}</style>
<h1>${plain(titleOf(report))}</h1>
<p>${plain(summaryOf(report))}</p>
<h2>Findings</h2>
${findingsTable(report)}
${report.roles.map(roleSection).join("\n")}
</html>
`;

const titleOf = ({ account, templates }: Report): string =>
  account === undefined ? `Audit of ${templates.join(", ")}` : `IAM audit of account ${account}`;

function findingsTable({ findings, suppressed }: Report): string {
  if (findings.length + suppressed.length === 0) return "<p>None.</p>";
  const rows = findings.map((finding) => {
    const level = levelOf(finding);
    return `<tr><td class="${level}">${level}<td><code>${plain(finding.rule)}</code><td>${plain(finding.where)}<td>${plain(finding.says)}${finding.wayOut === undefined ? "" : `<br>${plain(finding.wayOut)}`}`;
  });
  const quiet = suppressed.map(
    ({ rule, where, says, reason }) =>
      `<tr class="note"><td>suppressed<td><code>${plain(rule)}</code><td>${plain(where)}<td>${plain(says)}<br>${plain(reason)}`,
  );
  return `<table><tr><th>Level<th>Rule<th>Where<th>What${[...rows, ...quiet].join("\n")}</table>`;
}

function roleSection(role: RoleReport): string {
  const used = role.used.map(
    ({ action, count, resources }) =>
      `<tr><td><code>${plain(action)}</code><td>${count}<td>${resources.slice(0, 5).map(plain).join("<br>")}${resources.length > 5 ? `<br>and ${resources.length - 5} more` : ""}`,
  );
  const table =
    used.length === 0
      ? "<p>Nothing was seen of it yet.</p>"
      : `<table><tr><th>Used<th>Times<th>On${used.join("\n")}</table>`;
  const smallest =
    used.length === 0
      ? ""
      : `<p>The smallest policy that would have done:</p><pre>${plain(JSON.stringify(role.smallestPolicy, undefined, 2))}</pre>`;
  return `<h2>${plain(role.name)}</h2>${table}${smallest}`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const plain = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
