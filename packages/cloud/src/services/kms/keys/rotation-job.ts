import type { JobHandler } from "../../../kernel/job-handler.ts";
import { dayMs } from "../model.ts";
import type { KmsStore } from "../store.ts";
import { randomMaterial } from "./material.ts";
import { synchronize } from "./replicas.ts";

export const rotationJob = "rotation";

/** Gives a key a new secret when its time has come; a period that was begun anew has a job of its own. */
export const rotate: JobHandler<KmsStore> = {
  laneConcurrencyMax: 1,

  async run(call, { payload }) {
    const { store } = call;
    const { keyId, at } = payload as { readonly keyId: string; readonly at: number };
    const key = store.findKey(keyId);
    if (key?.rotation?.nextAt !== at) return "done";
    const nextAt = at + key.rotation.periodDays * dayMs;
    // A key that is switched off rests, and its rotation goes on when it is back.
    const materials =
      key.state === "Enabled" ? [...key.materials, randomMaterial(call, 32, "AUTOMATIC")] : key.materials;

    const rotated = { ...key, materials, rotation: { ...key.rotation, nextAt } };
    store.putKey(rotated);
    await synchronize(call, rotated);
    return { retry: { delayMs: Math.max(0, nextAt - call.clock.now()), payload: { keyId, at: nextAt } } };
  },
};
