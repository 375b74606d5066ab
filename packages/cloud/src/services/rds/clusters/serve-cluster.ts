import type { Cluster } from "../model.ts";
import { placeOfCluster } from "../place-of.ts";
import { roleFor } from "../roles/associated-roles.ts";
import type { RdsStore } from "../store.ts";

/** Opens the endpoint of a cluster: it answers while there is an instance behind it. */
export function serveCluster(store: RdsStore, cluster: Cluster): Promise<number> {
  const { DBClusterIdentifier: id, DbClusterResourceId: resourceId, port } = cluster;
  return store.servers.serve({
    resourceId,
    port,
    place: () => placeOfCluster(store, store.find("cluster", id) ?? cluster),
    takesTokens: () => store.find("cluster", id)?.IAMDatabaseAuthenticationEnabled ?? false,
    calls: {
      arn: () => (store.find("cluster", id) ?? cluster).DBClusterArn,
      roleFor: (feature) => roleFor(store.find("cluster", id), feature),
    },
    isUp: () => {
      const current = store.find("cluster", id);
      return current !== undefined && store.membersOf(current).some(({ status }) => status === "available");
    },
  });
}
