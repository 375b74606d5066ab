import type { ServiceKernel } from "../../kernel/service.ts";
import { serveCluster } from "./clusters/serve-cluster.ts";
import { serveInstance } from "./instances/serve-instance.ts";
import type { RdsStore } from "./store.ts";

/** Opens the endpoints of everything that was there when the cloud last ended, each where it was if nobody else is there now. */
export function serveAll(store: RdsStore, { log }: ServiceKernel): void {
  const trouble = (error: unknown): void =>
    log.error("an endpoint of a database does not open", { error: String(error) });
  for (const cluster of store.list("cluster").filter(({ status }) => status === "available")) {
    serveCluster(store, cluster)
      .then((port) => {
        if (port !== cluster.port) store.putCluster({ ...cluster, port });
      })
      .catch(trouble);
  }
  const alone = store.list("db").filter((one) => one.DBClusterIdentifier === undefined && one.status === "available");
  for (const instance of alone) {
    serveInstance(store, instance)
      .then((port) => {
        if (port !== instance.port) store.putInstance({ ...instance, port });
      })
      .catch(trouble);
  }
}
