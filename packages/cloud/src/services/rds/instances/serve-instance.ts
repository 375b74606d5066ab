import type { Instance } from "../model.ts";
import type { RdsStore } from "../store.ts";

/** Opens the endpoint of an instance that has a server of its own. */
export const serveInstance = (
  store: RdsStore,
  { DBInstanceIdentifier: id, DbiResourceId, port }: Instance,
): Promise<number> =>
  store.servers.serve({
    resourceId: DbiResourceId,
    port,
    isUp: () => store.find("db", id) !== undefined,
  });
