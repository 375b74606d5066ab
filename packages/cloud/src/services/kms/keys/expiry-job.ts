import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { KmsStore } from "../store.ts";

export const expiryJob = "expiry";

/** Takes imported material away when its time is over. */
export const expireMaterial: JobHandler<KmsStore> = {
  laneConcurrencyMax: 1,

  async run({ store }, { payload }) {
    const { keyId, validTo } = payload as { readonly keyId: string; readonly validTo: number };
    const key = store.findKey(keyId);
    if (key?.expiration?.validTo !== validTo) return "done";
    store.putKey({ ...key, state: "PendingImport", materials: [], expiration: undefined });
    return "done";
  },
};
