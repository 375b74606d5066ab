import { columns, type Terminal } from "../../terminal.ts";
import type { TerraformLine } from "./run-terraform.ts";
import type { PlannedChange } from "./terraform-deployment.ts";

const signs: Readonly<Record<string, string>> = { create: "+", update: "~", replace: "~", delete: "-" };

/** A line for each resource that would change. */
export function tellPlanned(changes: readonly PlannedChange[], terminal: Terminal): void {
  const lines = columns(
    changes.map(({ action, address }) => [signs[action] ?? "?", address, action === "replace" ? "replaced" : ""]),
  );
  for (const [at, { action }] of changes.entries()) {
    const paint = { create: terminal.green, delete: terminal.red }[action] ?? terminal.yellow;
    terminal.line(`  ${paint(lines[at] ?? "")}`);
  }
}

const words: Readonly<Record<string, string>> = { create: "created", update: "updated", delete: "deleted" };

/** A line for each resource that was made, changed or deleted, when it is done. */
export function tellApplied({ type, hook }: TerraformLine, terminal: Terminal): void {
  if (hook === undefined || (type !== "apply_complete" && type !== "apply_errored")) return;
  const { resource, action } = hook;
  const isGood = type === "apply_complete";
  const end = isGood ? terminal.green(words[action] ?? action) : terminal.red(`cannot ${action}`);
  terminal.line(`  ${resource.addr.padEnd(addressWidth)} ${end}`);
}

const addressWidth = 76;
