import { exists } from "../errors.ts";
import { checkedIdentifier } from "../identifiers.ts";
import type { Cluster } from "../model.ts";
import type { RdsStore } from "../store.ts";

/** The identifier that a cluster is to have. */
export function renamed(store: RdsStore, before: Cluster, wanted: string | undefined): string {
  if (wanted === undefined) return before.DBClusterIdentifier;
  const id = checkedIdentifier("NewDBClusterIdentifier", wanted);
  if (id !== before.DBClusterIdentifier && store.find("cluster", id) !== undefined) throw exists.cluster();
  return id;
}

/** Its instances follow it. */
export function rename(store: RdsStore, before: Cluster, id: string): void {
  for (const member of store.membersOf(before)) store.putInstance({ ...member, DBClusterIdentifier: id });
  store.delete("cluster", before.DBClusterIdentifier);
}
