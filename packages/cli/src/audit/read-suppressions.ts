import { readFileSync } from "node:fs";
import { UsageError } from "../usage-error.ts";
import type { Suppression } from "./report.ts";
import { rules } from "./rules.ts";

/** Reads what somebody has looked at and accepts. Throws UsageError: a suppression needs a known rule, a place and a reason. */
export function readSuppressions(file: string | undefined): readonly Suppression[] {
  if (file === undefined) return [];
  const list = parse(file);
  list.forEach((entry, at) => {
    const { rule, where, reason } = entry;
    const place = `${file}, suppression ${at + 1}`;
    if (typeof rule !== "string" || !(rule in rules)) {
      throw new UsageError(
        `${place}: expected one of ${Object.keys(rules).join(", ")} as rule, but got ${JSON.stringify(rule)}`,
      );
    }
    if (typeof where !== "string" || where === "")
      throw new UsageError(`${place}: expected where it stands, e.g. "role/orders" or "template.yaml, Bucket"`);
    if (typeof reason !== "string" || reason.trim() === "")
      throw new UsageError(`${place}: expected the reason why ${rule} is accepted`);
  });
  return list as unknown as readonly Suppression[];
}

function parse(file: string): readonly Record<string, unknown>[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(
      `Cannot read the suppressions in ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!Array.isArray(value))
    throw new UsageError(`Cannot read the suppressions in ${file}: expected a list of {"rule", "where", "reason"}`);
  return value as readonly Record<string, unknown>[];
}
