import type { JobHandler } from "../../kernel/job-handler.ts";
import type { SecretsStore } from "./store.ts";

export const deletionJob = "deletion";

/** Removes a secret whose window is over, unless it was restored. */
export const deleteForGood: JobHandler<SecretsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, { payload }) {
    const { name, deletionAt } = payload as { readonly name: string; readonly deletionAt: number };
    const secret = store.find(name);
    if (secret?.deletionAt === deletionAt) store.delete(secret);
    return "done";
  },
};
