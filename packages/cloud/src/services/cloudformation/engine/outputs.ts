import type { Call } from "../../../kernel/operation.ts";
import { formatError, validation } from "../errors.ts";
import { importersOf } from "../exports.ts";
import type { Output, Stack } from "../model.ts";
import { checkOutputValue } from "../requests/check-outputs.ts";
import type { StackStore } from "../store.ts";
import { evaluate } from "../templates/functions.ts";
import type { Prepared } from "../templates/prepare.ts";
import { toText } from "../templates/text.ts";
import { findExport, liveLookups } from "./deployment.ts";
import { resolveReferences } from "./dynamic-references.ts";
import { stackWork } from "./resource-work.ts";

/** The values of a stack's outputs, now that its resources are there. Throws ValidationError for exports that may not be. */
export async function outputsOf(call: Call<StackStore>, stack: Stack, prepared: Prepared): Promise<Output[]> {
  const lookups = liveLookups(call, stack, prepared);
  const work = stackWork(call, stack);
  const outputs: Output[] = [];
  for (const [key, declared] of prepared.outputs) {
    const value = evaluate(declared.value, lookups);
    checkOutputValue(value);
    if (typeof value === "boolean") throw formatError("Every Value member must be a string.");
    const exported = declared.exportName === undefined ? undefined : evaluate(declared.exportName, lookups);
    const resolved = await resolveReferences(value ?? "", (...asked) => work.aws(...asked));
    outputs.push({
      key,
      value: toText(resolved),
      description: declared.description,
      exportName: exported === undefined ? undefined : toText(exported),
    });
  }
  checkExports(call.store, stack, outputs);
  return outputs;
}

function checkExports(store: StackStore, stack: Stack, outputs: readonly Output[]): void {
  for (const { exportName } of outputs) {
    if (exportName === undefined) continue;
    const other = findExport(store, exportName);
    if (other !== undefined && other.stack.id !== stack.id) {
      throw validation(`Export with name ${exportName} is already exported by stack ${other.stack.name}.`);
    }
  }
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined) continue;
    const kept = outputs.find((output) => output.exportName === exportName);
    if (kept?.value === value) continue;
    const importers = importersOf(store, exportName);
    if (importers.length === 0) continue;
    const what = kept === undefined ? "deleted" : "updated";
    throw validation(`Export ${exportName} cannot be ${what} as it is in use by ${importers.join(" and ")}`);
  }
}
