import type { Call } from "../../../kernel/operation.ts";
import { tokenTaken, wrongState } from "../errors.ts";
import type { Deployed, Running, Stack, StackStatus } from "../model.ts";
import type { StackStore } from "../store.ts";
import { operate } from "./operate-stack.ts";
import { enterStatus } from "./progress.ts";

/** How an operation goes unless its request says otherwise. */
export const running = (call: Call<StackStore>, target: Deployed, about: Partial<Running> = {}): Running => ({
  target,
  disableRollback: false,
  onFailure: "ROLLBACK",
  retainExceptOnCreate: false,
  startedAt: call.clock.now(),
  skip: [],
  force: false,
  imports: {},
  ...about,
});

/** Gives a stack the status that begins an operation, and has it worked on. */
export function start(call: Call<StackStore>, stack: Stack, status: StackStatus, changes: Partial<Stack>): Stack {
  const started = enterStatus(call, stack, status, { reason: "User Initiated", ...changes });
  operate(call, started);
  return started;
}

/** Throws ValidationError for a stack that cannot be updated as it is. */
export function refuseUpdate({ id, status }: Stack): void {
  const mayBe =
    /^(?:CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE|IMPORT_COMPLETE|IMPORT_ROLLBACK_COMPLETE|UPDATE_FAILED|CREATE_FAILED)$/;
  if (!mayBe.test(status)) throw wrongState(id, status, "updated");
}

/** A token may be used again only for the operation that it began. Answers whether it is. */
export function isRepeated(stack: Stack | undefined, token: string | undefined, verb: string): boolean {
  if (token === undefined || stack?.running?.token !== token) return false;
  if (!stack.status.startsWith(verb)) throw tokenTaken(token);
  return true;
}
