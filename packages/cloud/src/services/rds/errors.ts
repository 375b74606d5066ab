import { AwsError } from "@millrace/wire";

/** Of the model: it knows the status and what the query protocol calls it. */
const fault = (code: string, message: string): AwsError => new AwsError(code, message);
/** Of every operation, and so of no model. */
const common = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const invalidValue = (message: string): AwsError => common("InvalidParameterValue", message);
export const invalidCombination = (message: string): AwsError => common("InvalidParameterCombination", message);
export const missingParameter = (name: string): AwsError =>
  common("MissingParameter", `The request must contain the parameter ${name}`);

/** What is not there, by its kind. */
export const notFound = {
  cluster: (id: string) => fault("DBClusterNotFoundFault", `DBCluster ${id} not found.`),
  instance: (id: string) => fault("DBInstanceNotFoundFault", `DBInstance ${id} not found.`),
  subnetGroup: (name: string) => fault("DBSubnetGroupNotFoundFault", `DB subnet group '${name}' does not exist.`),
  clusterParameterGroup: (name: string) =>
    fault("DBParameterGroupNotFoundFault", `DBClusterParameterGroup not found: ${name}`),
  parameterGroup: (name: string) => fault("DBParameterGroupNotFoundFault", `DBParameterGroup not found: ${name}`),
  clusterSnapshot: (id: string) => fault("DBClusterSnapshotNotFoundFault", `DBClusterSnapshot ${id} not found.`),
  snapshot: (id: string) => fault("DBSnapshotNotFoundFault", `DBSnapshot ${id} not found.`),
};

/** What is there already, by its kind. */
export const exists = {
  cluster: () => fault("DBClusterAlreadyExistsFault", "DB Cluster already exists"),
  instance: () => fault("DBInstanceAlreadyExistsFault", "DB instance already exists"),
  subnetGroup: (name: string) =>
    fault("DBSubnetGroupAlreadyExistsFault", `The DB subnet group '${name}' already exists.`),
  clusterParameterGroup: (name: string) =>
    fault("DBParameterGroupAlreadyExistsFault", `Parameter group ${name} already exists`),
  parameterGroup: (name: string) =>
    fault("DBParameterGroupAlreadyExistsFault", `Parameter group ${name} already exists`),
  clusterSnapshot: (id: string) =>
    fault(
      "DBClusterSnapshotAlreadyExistsFault",
      `Cannot create the cluster snapshot because one with the identifier ${id} already exists.`,
    ),
  snapshot: (id: string) =>
    fault(
      "DBSnapshotAlreadyExistsFault",
      `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
    ),
};

/** Of roles that are associated with a cluster. */
export const clusterRole = (id: string) => ({
  exists: (role: string, feature: string) =>
    fault(
      "DBClusterRoleAlreadyExistsFault",
      `Role ARN ${role} is already associated with DB Cluster: ${id}, or another role is for the feature ${feature}.`,
    ),
  notFound: (role: string, feature: string) =>
    fault(
      "DBClusterRoleNotFoundFault",
      `Role ARN ${role} cannot be found for DB Cluster: ${id} and feature ${feature}.`,
    ),
});

/** Of roles that are associated with an instance. */
export const instanceRole = (id: string) => ({
  exists: (role: string, feature: string) =>
    fault(
      "DBInstanceRoleAlreadyExistsFault",
      `Role ARN ${role} is already associated with DB Instance: ${id}, or another role is for the feature ${feature}.`,
    ),
  notFound: (role: string, feature: string) =>
    fault(
      "DBInstanceRoleNotFoundFault",
      `Role ARN ${role} cannot be found for DB Instance: ${id} and feature ${feature}.`,
    ),
});

export const clusterState = (message: string): AwsError => fault("InvalidDBClusterStateFault", message);
export const instanceState = (message: string): AwsError => fault("InvalidDBInstanceStateFault", message);
export const subnetGroupState = (message: string): AwsError => fault("InvalidDBSubnetGroupStateFault", message);
export const parameterGroupState = (message: string): AwsError => fault("InvalidDBParameterGroupStateFault", message);
export const invalidSubnet = (message: string): AwsError => fault("InvalidSubnet", message);
export const tooFewZones = (): AwsError =>
  fault(
    "DBSubnetGroupDoesNotCoverEnoughAZs",
    "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: one AZ. Add subnets to cover at least 2 AZs.",
  );
export const noGlobalCluster = (id: string): AwsError =>
  fault("GlobalClusterNotFoundFault", `Global cluster ${id} not found`);
