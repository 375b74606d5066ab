import type { Service } from "../../kernel/service.ts";
import { createDbCluster } from "./clusters/create-db-cluster.ts";
import { deleteDbCluster } from "./clusters/delete-db-cluster.ts";
import { describeDbClusters } from "./clusters/describe-db-clusters.ts";
import { describeGlobalClusters } from "./clusters/describe-global-clusters.ts";
import { disableHttpEndpoint } from "./clusters/disable-http-endpoint.ts";
import { enableHttpEndpoint } from "./clusters/enable-http-endpoint.ts";
import { changeClusterJob, deleteClusterJob, makeClusterJob } from "./clusters/job-kinds.ts";
import { changeCluster, deleteCluster, makeCluster } from "./clusters/jobs.ts";
import { modifyDbCluster } from "./clusters/modify-db-cluster.ts";
import { startDbCluster } from "./clusters/start-db-cluster.ts";
import { stopDbCluster } from "./clusters/stop-db-cluster.ts";
import { describeDbEngineVersions } from "./engine/describe-db-engine-versions.ts";
import { describeOrderableDbInstanceOptions } from "./engine/describe-orderable-db-instance-options.ts";
import { createDbSnapshot } from "./instance-snapshots/create-db-snapshot.ts";
import { deleteDbSnapshot } from "./instance-snapshots/delete-db-snapshot.ts";
import { describeDbSnapshotAttributes } from "./instance-snapshots/describe-db-snapshot-attributes.ts";
import { describeDbSnapshots } from "./instance-snapshots/describe-db-snapshots.ts";
import { modifyDbSnapshotAttribute } from "./instance-snapshots/modify-db-snapshot-attribute.ts";
import { takeInstanceSnapshot, takeInstanceSnapshotJob } from "./instance-snapshots/new-instance-snapshot.ts";
import { restoreDbInstanceFromDbSnapshot } from "./instance-snapshots/restore-db-instance-from-db-snapshot.ts";
import { createDbInstance } from "./instances/create-db-instance.ts";
import { deleteDbInstance } from "./instances/delete-db-instance.ts";
import { describeDbInstances } from "./instances/describe-db-instances.ts";
import { changeInstanceJob, deleteInstanceJob, makeInstanceJob } from "./instances/job-kinds.ts";
import { changeInstance, deleteInstance, makeInstance } from "./instances/jobs.ts";
import { modifyDbInstance } from "./instances/modify-db-instance.ts";
import { rebootDbInstance } from "./instances/reboot-db-instance.ts";
import { pages } from "./pages.ts";
import { createDbClusterParameterGroup } from "./parameter-groups/create-db-cluster-parameter-group.ts";
import { createDbParameterGroup } from "./parameter-groups/create-db-parameter-group.ts";
import { deleteDbClusterParameterGroup } from "./parameter-groups/delete-db-cluster-parameter-group.ts";
import { deleteDbParameterGroup } from "./parameter-groups/delete-db-parameter-group.ts";
import { describeDbClusterParameterGroups } from "./parameter-groups/describe-db-cluster-parameter-groups.ts";
import { describeDbClusterParameters } from "./parameter-groups/describe-db-cluster-parameters.ts";
import { describeDbParameterGroups } from "./parameter-groups/describe-db-parameter-groups.ts";
import { describeDbParameters } from "./parameter-groups/describe-db-parameters.ts";
import { modifyDbClusterParameterGroup } from "./parameter-groups/modify-db-cluster-parameter-group.ts";
import { modifyDbParameterGroup } from "./parameter-groups/modify-db-parameter-group.ts";
import { resetDbClusterParameterGroup } from "./parameter-groups/reset-db-cluster-parameter-group.ts";
import { resetDbParameterGroup } from "./parameter-groups/reset-db-parameter-group.ts";
import { placeOf } from "./place-of.ts";
import { addRoleToDbCluster } from "./roles/add-role-to-db-cluster.ts";
import { addRoleToDbInstance } from "./roles/add-role-to-db-instance.ts";
import { removeRoleFromDbCluster } from "./roles/remove-role-from-db-cluster.ts";
import { removeRoleFromDbInstance } from "./roles/remove-role-from-db-instance.ts";
import { serveAll } from "./serve-all.ts";
import { Servers } from "./server/servers.ts";
import { createDbClusterSnapshot } from "./snapshots/create-db-cluster-snapshot.ts";
import { deleteDbClusterSnapshot } from "./snapshots/delete-db-cluster-snapshot.ts";
import { describeDbClusterSnapshots } from "./snapshots/describe-db-cluster-snapshots.ts";
import { takeSnapshotJob } from "./snapshots/new-snapshot.ts";
import { restoreDbClusterFromSnapshot } from "./snapshots/restore-db-cluster-from-snapshot.ts";
import { takeSnapshot } from "./snapshots/take-snapshot.ts";
import { RdsStore } from "./store.ts";
import { createDbSubnetGroup } from "./subnet-groups/create-db-subnet-group.ts";
import { deleteDbSubnetGroup } from "./subnet-groups/delete-db-subnet-group.ts";
import { describeDbSubnetGroups } from "./subnet-groups/describe-db-subnet-groups.ts";
import { modifyDbSubnetGroup } from "./subnet-groups/modify-db-subnet-group.ts";
import { addTagsToResource } from "./tags/add-tags-to-resource.ts";
import { listTagsForResource } from "./tags/list-tags-for-resource.ts";
import { removeTagsFromResource } from "./tags/remove-tags-from-resource.ts";

/** Amazon RDS and Aurora, as far as they are PostgreSQL: behind every endpoint runs a server. */
export const rds: Service<RdsStore> = {
  name: "rds",
  denial: { code: "AccessDenied", status: 403 },
  open: (kernel, scope) => new RdsStore(kernel.database, scope, new Servers(kernel)),
  jobs: {
    [makeClusterJob]: makeCluster,
    [changeClusterJob]: changeCluster,
    [deleteClusterJob]: deleteCluster,
    [makeInstanceJob]: makeInstance,
    [changeInstanceJob]: changeInstance,
    [deleteInstanceJob]: deleteInstance,
    [takeSnapshotJob]: takeSnapshot,
    [takeInstanceSnapshotJob]: takeInstanceSnapshot,
  },
  place: placeOf,
  pages,
  start: serveAll,
  stop: (store) => store.servers.stop(),
  operations: {
    AddRoleToDBCluster: addRoleToDbCluster,
    AddRoleToDBInstance: addRoleToDbInstance,
    AddTagsToResource: addTagsToResource,
    CreateDBCluster: createDbCluster,
    CreateDBClusterParameterGroup: createDbClusterParameterGroup,
    CreateDBClusterSnapshot: createDbClusterSnapshot,
    CreateDBInstance: createDbInstance,
    CreateDBParameterGroup: createDbParameterGroup,
    CreateDBSnapshot: createDbSnapshot,
    CreateDBSubnetGroup: createDbSubnetGroup,
    DeleteDBCluster: deleteDbCluster,
    DeleteDBClusterParameterGroup: deleteDbClusterParameterGroup,
    DeleteDBClusterSnapshot: deleteDbClusterSnapshot,
    DeleteDBInstance: deleteDbInstance,
    DeleteDBParameterGroup: deleteDbParameterGroup,
    DeleteDBSnapshot: deleteDbSnapshot,
    DeleteDBSubnetGroup: deleteDbSubnetGroup,
    DescribeDBClusterParameterGroups: describeDbClusterParameterGroups,
    DescribeDBClusterParameters: describeDbClusterParameters,
    DescribeDBClusterSnapshots: describeDbClusterSnapshots,
    DescribeDBClusters: describeDbClusters,
    DescribeDBEngineVersions: describeDbEngineVersions,
    DescribeDBInstances: describeDbInstances,
    DescribeDBParameterGroups: describeDbParameterGroups,
    DescribeDBParameters: describeDbParameters,
    DescribeDBSnapshotAttributes: describeDbSnapshotAttributes,
    DescribeDBSnapshots: describeDbSnapshots,
    DescribeDBSubnetGroups: describeDbSubnetGroups,
    DescribeGlobalClusters: describeGlobalClusters,
    DescribeOrderableDBInstanceOptions: describeOrderableDbInstanceOptions,
    DisableHttpEndpoint: disableHttpEndpoint,
    EnableHttpEndpoint: enableHttpEndpoint,
    ListTagsForResource: listTagsForResource,
    ModifyDBCluster: modifyDbCluster,
    ModifyDBClusterParameterGroup: modifyDbClusterParameterGroup,
    ModifyDBInstance: modifyDbInstance,
    ModifyDBParameterGroup: modifyDbParameterGroup,
    ModifyDBSnapshotAttribute: modifyDbSnapshotAttribute,
    ModifyDBSubnetGroup: modifyDbSubnetGroup,
    RebootDBInstance: rebootDbInstance,
    RemoveRoleFromDBCluster: removeRoleFromDbCluster,
    RemoveRoleFromDBInstance: removeRoleFromDbInstance,
    RemoveTagsFromResource: removeTagsFromResource,
    ResetDBClusterParameterGroup: resetDbClusterParameterGroup,
    ResetDBParameterGroup: resetDbParameterGroup,
    RestoreDBClusterFromSnapshot: restoreDbClusterFromSnapshot,
    RestoreDBInstanceFromDBSnapshot: restoreDbInstanceFromDbSnapshot,
    StartDBCluster: startDbCluster,
    StopDBCluster: stopDbCluster,
  },
};
