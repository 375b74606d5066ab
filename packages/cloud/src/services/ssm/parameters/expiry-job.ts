import type { JobHandler } from "../../../kernel/job-handler.ts";
import { currentOf } from "../model.ts";
import type { SsmStore } from "../store.ts";

export const expiryJob = "expiry";

/** Removes a parameter when its policy says so; a version put since has policies of its own. */
export const expire: JobHandler<SsmStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, { payload }) {
    const { name, version } = payload as { readonly name: string; readonly version: number };
    const parameter = store.find(name);
    if (parameter !== undefined && currentOf(parameter).version === version) store.delete(parameter.name);
    return "done";
  },
};
