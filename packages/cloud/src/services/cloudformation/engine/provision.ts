import type { Call } from "../../../kernel/operation.ts";
import { importsIn } from "../exports.ts";
import type { Stack, StackStatus } from "../model.ts";
import { StackStopped } from "../stopped.ts";
import type { StackStore } from "../store.ts";
import type { Prepared } from "../templates/prepare.ts";
import { deploymentOf, importedValue, liveLookups } from "./deployment.ts";
import { outputsOf } from "./outputs.ts";
import { enterStatus } from "./progress.ts";
import { provisionResource } from "./provision-resource.ts";
import { runGraph } from "./run-graph.ts";

/** Makes the stack's resources what its target wants, each after those it needs. What is no longer wanted stays for now. */
export async function provision(call: Call<StackStore>, { id }: Stack): Promise<void> {
  const { store } = call;
  const stack = store.again({ id });
  const running = stack.running;
  if (running === undefined) return;
  const problem = await attempt(call, stack, async () => {
    const prepared = deploymentOf(call, stack, running.target);
    for (const name of importsOf(call, stack, prepared)) importedValue(store, name);
    const halt = haltOf(call, stack);
    const { failed } = await runGraph(
      prepared.graph,
      async (logicalId) => {
        const isDone = await provisionResource(call, stack, prepared, logicalId);
        if (!isDone) noteFailure(call, stack);
        return isDone;
      },
      halt,
    );
    return failed.length > 0 || haltReason(call, stack) !== undefined
      ? failureText(call, stack, failed)
      : finish(call, stack, prepared);
  });
  const now = store.again(stack);
  // Somebody has asked for something else meanwhile.
  if (problem === undefined || now.status !== stack.status) return;
  fail(call, now, problem);
}

function noteFailure({ store }: Call<StackStore>, stack: Stack): void {
  const now = store.again(stack);
  if (now.running === undefined || now.status !== stack.status) return;
  store.putStack({ ...now, running: { ...now.running, hasFailed: true } });
}

/** Answers the reason of a failure; what is our own mistake, or the end of the program, is thrown on. */
async function attempt(
  call: Call<StackStore>,
  stack: Stack,
  run: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    if (call.store.isStopped || error instanceof StackStopped || !(error instanceof Error)) throw error;
    call.log.warn("a stack's template failed", { stack: stack.name, error });
    return error.message;
  }
}

/** Whether nothing more may be begun: cancelled, out of time, or something else was asked for. */
const haltOf =
  (call: Call<StackStore>, stack: Stack): (() => boolean) =>
  () =>
    haltReason(call, stack) !== undefined;

function haltReason({ store, clock }: Call<StackStore>, stack: Stack): string | undefined {
  const now = store.again(stack);
  if (now.status !== stack.status) return "";
  if (now.running?.isCancelled === true) return "User Initiated";
  const { timeoutMs, startedAt = 0 } = now.running ?? {};
  if (timeoutMs === undefined || clock.now() - startedAt <= timeoutMs) return undefined;
  return "Stack creation time exceeded the specified timeout.";
}

function failureText(call: Call<StackStore>, stack: Stack, failed: readonly string[]): string {
  const halted = haltReason(call, stack);
  if (halted !== undefined) return halted;
  const named = (kind: string): string[] =>
    failed.filter((id) => call.store.resource(stack.id, id)?.status === `${kind}_FAILED`);
  const parts = [
    ["create", named("CREATE")],
    ["update", named("UPDATE")],
    ["import", named("IMPORT")],
  ] as const;
  return parts
    .filter(([, ids]) => ids.length > 0)
    .map(([verb, ids]) => `The following resource(s) failed to ${verb}: [${ids.join(", ")}]. `)
    .join("")
    .trimEnd();
}

/** Everything is there: the target is what the stack is now. */
async function finish(call: Call<StackStore>, stack: Stack, prepared: Prepared): Promise<undefined> {
  const outputs = await outputsOf(call, stack, prepared);
  const { store, clock } = call;
  const now = store.again(stack);
  if (now.status !== stack.status || now.running === undefined) return undefined;
  const current = now.running.target;
  const imports = importsOf(call, stack, prepared);
  if (stack.status === "UPDATE_IN_PROGRESS") {
    enterStatus(call, now, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", { current, outputs, imports });
    return undefined;
  }
  for (const resource of store.resources(stack.id)) {
    store.putResource(stack.id, { ...resource, before: undefined });
  }
  const status: StackStatus = stack.status === "CREATE_IN_PROGRESS" ? "CREATE_COMPLETE" : "IMPORT_COMPLETE";
  const updatedAt = status === "IMPORT_COMPLETE" ? clock.now() : now.updatedAt;
  enterStatus(call, now, status, { current, outputs, imports, updatedAt });
  store.putStack({ ...store.again(stack), running: undefined });
  return undefined;
}

function importsOf(call: Call<StackStore>, stack: Stack, prepared: Prepared): string[] {
  const lookups = liveLookups(call, stack, prepared);
  const values = [
    ...[...prepared.resources.values()].map(({ properties }) => properties),
    ...[...prepared.outputs.values()].map(({ value }) => value),
  ];
  return [...new Set(values.flatMap((value) => importsIn(value, lookups)))];
}

const failures: Readonly<
  Partial<Record<StackStatus, { readonly failed: StackStatus; readonly rollback: StackStatus }>>
> = {
  CREATE_IN_PROGRESS: { failed: "CREATE_FAILED", rollback: "ROLLBACK_IN_PROGRESS" },
  UPDATE_IN_PROGRESS: { failed: "UPDATE_FAILED", rollback: "UPDATE_ROLLBACK_IN_PROGRESS" },
  IMPORT_IN_PROGRESS: { failed: "IMPORT_ROLLBACK_IN_PROGRESS", rollback: "IMPORT_ROLLBACK_IN_PROGRESS" },
};

function fail(call: Call<StackStore>, stack: Stack, reason: string): void {
  const next = failures[stack.status];
  const running = stack.running;
  if (next === undefined || running === undefined) return;
  const after = { ...running, isCancelled: false, hasFailed: false };
  if (running.onFailure === "DELETE" && stack.status === "CREATE_IN_PROGRESS") {
    enterStatus(call, stack, "DELETE_IN_PROGRESS", { reason: `${reason} Delete requested by user.`, running: after });
    return;
  }
  const stays = running.disableRollback || running.onFailure === "DO_NOTHING";
  if (stays && running.isCancelled !== true) enterStatus(call, stack, next.failed, { reason, running: after });
  else {
    const asked =
      reason === "User Initiated" || stack.status !== "CREATE_IN_PROGRESS"
        ? reason
        : `${reason} Rollback requested by user.`;
    enterStatus(call, stack, next.rollback, { reason: asked, running: after });
  }
}
