import type { Operation } from "../../../kernel/operation.ts";
import { dayMs } from "../model.ts";
import type { KmsStore } from "../store.ts";
import { deletionJob } from "./deletion-job.ts";
import type { Synchronization } from "./replicas.ts";

/** Takes over what another region says of a multi-Region key; only the cloud itself can ask for it. */
export const synchronizeKey: Operation<KmsStore, { readonly input: Synchronization; readonly output: object }> = {
  access: () => [],

  run({ store, clock, jobs }, { key }) {
    const own = store.findKey(key.id);
    if (own === undefined) {
      if (key.multiRegion?.replicas.includes(store.scope.region) === true) store.putKey(key);
      return {};
    }
    const { materials, multiRegion, rotation, usage, spec, origin } = key;
    const shared = { ...own, materials, multiRegion, rotation, usage, spec, origin };
    const isLast = own.state === "PendingReplicaDeletion" && multiRegion?.replicas.length === 0;
    if (!isLast) store.putKey(shared);
    else {
      const windowMs = (own.pendingWindowDays ?? 30) * dayMs;
      const deletionAt = clock.now() + windowMs;
      store.putKey({ ...shared, state: "PendingDeletion", deletionAt });
      jobs.add(deletionJob, { keyId: key.id, deletionAt }, { delayMs: windowMs });
    }
    return {};
  },
};
