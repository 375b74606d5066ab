import type { Instance } from "../model.ts";
import { placeOfInstance } from "../place-of.ts";
import { roleFor } from "../roles/associated-roles.ts";
import type { RdsStore } from "../store.ts";

/** Opens the endpoint of an instance that has a server of its own. */
export function serveInstance(store: RdsStore, instance: Instance): Promise<number> {
  const { DBInstanceIdentifier: id, DbiResourceId: resourceId, port } = instance;
  return store.servers.serve({
    resourceId,
    port,
    place: () => placeOfInstance(store, store.find("db", id) ?? instance),
    takesTokens: () => store.find("db", id)?.IAMDatabaseAuthenticationEnabled ?? false,
    calls: {
      arn: () => (store.find("db", id) ?? instance).DBInstanceArn,
      roleFor: (feature) => roleFor(store.find("db", id), feature),
    },
    isUp: () => store.find("db", id) !== undefined,
  });
}
