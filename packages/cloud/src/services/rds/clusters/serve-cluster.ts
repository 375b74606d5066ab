import type { Cluster } from "../model.ts";
import type { RdsStore } from "../store.ts";

/** Opens the endpoint of a cluster: it answers while there is an instance behind it. */
export const serveCluster = (
  store: RdsStore,
  { DBClusterIdentifier: id, DbClusterResourceId, port }: Cluster,
): Promise<number> =>
  store.servers.serve({
    resourceId: DbClusterResourceId,
    port,
    isUp: () => {
      const cluster = store.find("cluster", id);
      return cluster !== undefined && store.membersOf(cluster).some(({ status }) => status === "available");
    },
  });
