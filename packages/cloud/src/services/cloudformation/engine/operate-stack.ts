import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { Stack, StackStatus } from "../model.ts";
import { shortId } from "../model.ts";
import { StackStopped } from "../stopped.ts";
import type { StackStore } from "../store.ts";
import { cleanUp, cleanUpAfterRollback } from "./clean-up.ts";
import { provision } from "./provision.ts";
import { removeAll } from "./remove-all.ts";
import { revert } from "./revert.ts";

export const stackJob = "stack";

/** Brings a stack to its next status. Runs again after a crash, and goes on from what the resources are by then. */
type Phase = (call: Call<StackStore>, stack: Stack) => Promise<void>;

const phases: Readonly<Partial<Record<StackStatus, Phase>>> = {
  CREATE_IN_PROGRESS: provision,
  UPDATE_IN_PROGRESS: provision,
  IMPORT_IN_PROGRESS: provision,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: cleanUp,
  UPDATE_ROLLBACK_IN_PROGRESS: revert,
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: cleanUpAfterRollback,
  IMPORT_ROLLBACK_IN_PROGRESS: revert,
  ROLLBACK_IN_PROGRESS: removeAll,
  DELETE_IN_PROGRESS: removeAll,
};

/** Has the stack worked on until it rests. */
export const operateStack: JobHandler<StackStore> = {
  laneConcurrencyMax: 1,
  async run(call, job) {
    const { stackId } = job.payload as { readonly stackId: string };
    for (;;) {
      const stack = call.store.findStack(stackId);
      const phase = stack === undefined ? undefined : phases[stack.status];
      if (stack === undefined || phase === undefined) return "done";
      try {
        await phase(call, stack);
      } catch (error) {
        if (call.store.isStopped || error instanceof StackStopped) return { retry: { delayMs: 0 } };
        throw error;
      }
    }
  },
};

/** To be called in the turn in which the stack gets the status that is to be worked on. */
export const operate = (call: Pick<Call<StackStore>, "jobs">, { id }: Stack): void =>
  call.jobs.add(stackJob, { stackId: id }, { lane: shortId(id) });
