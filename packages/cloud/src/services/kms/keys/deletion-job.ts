import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { KmsStore } from "../store.ts";
import { leaveReplicas } from "./replicas.ts";

export const deletionJob = "deletion";

/** Removes a key whose window is over, unless its deletion was cancelled. */
export const deleteKey: JobHandler<KmsStore> = {
  laneConcurrencyMax: 1,

  async run(call, { payload }) {
    const { keyId, deletionAt } = payload as { readonly keyId: string; readonly deletionAt: number };
    const key = call.store.findKey(keyId);
    if (key?.deletionAt !== deletionAt || key.state !== "PendingDeletion") return "done";
    call.store.deleteKey(keyId);
    await leaveReplicas(call, key);
    return "done";
  },
};
