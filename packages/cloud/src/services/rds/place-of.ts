import type { Place } from "../../reach/place.ts";
import type { Cluster, Instance } from "./model.ts";
import type { RdsStore } from "./store.ts";

const portDefault = 5432;

/** Where a database stands: by its identifier, its ARN, or `host:port` of its endpoint. */
export function placeOf(store: RdsStore, name: string): Place | undefined {
  const port = Number(/^(?:127\.0\.0\.1|localhost):(\d+)$/.exec(name)?.[1]);
  const cluster = store.findCluster(name) ?? store.list("cluster").find((one) => one.port === port);
  if (cluster !== undefined) return placeOfCluster(store, cluster);
  const instance = store.findInstance(name) ?? store.list("db").find((one) => one.port === port);
  return instance === undefined ? undefined : placeOfInstance(store, instance);
}

/** That of its writer: the first that was made. */
export function placeOfCluster(store: RdsStore, cluster: Cluster): Place {
  const [writer] = store.membersOf(cluster);
  const place = standing(store, cluster, writer?.AvailabilityZone);
  return { ...place, name: cluster.DBClusterIdentifier, hasPublicAddress: writer?.PubliclyAccessible ?? false };
}

export function placeOfInstance(store: RdsStore, instance: Instance): Place {
  const cluster = store.findCluster(instance.DBClusterIdentifier ?? "");
  const place = standing(store, cluster ?? instance, instance.AvailabilityZone);
  return { ...place, name: instance.DBInstanceIdentifier, hasPublicAddress: instance.PubliclyAccessible };
}

/** Rules may be about the port that was asked for or about the one that is told: here they differ where it was taken. */
function standing(store: RdsStore, served: Cluster | Instance, zone: string | undefined): Omit<Place, "name"> {
  const { subnetGroup, securityGroupIds: groupIds, port, askedPort = portDefault } = served;
  const subnets = subnetGroup === undefined ? undefined : store.find("subgrp", subnetGroup)?.Subnets;
  const near = subnets?.find(({ SubnetAvailabilityZone }) => SubnetAvailabilityZone?.Name === zone) ?? subnets?.[0];
  const subnetId = near?.SubnetIdentifier;
  return { subnetIds: subnetId === undefined ? "default" : [subnetId], groupIds, ports: [askedPort, port] };
}
