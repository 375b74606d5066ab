import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import type { ResourceState } from "../model.ts";
import { toText } from "../templates/text.ts";
import { type Declaration, declared, type Facts, isMissing } from "./declared.ts";
import { described } from "./described.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TagRule } from "./tags.ts";

const identifierMax = 63;

const tagsOf = (arn: (facts: JsonObject) => Json): TagRule => ({
  style: "list",
  add: "AddTagsToResource",
  remove: "RemoveTagsFromResource",
  target: (facts) => ({ ResourceName: arn(facts) }),
  keys: "TagKeys",
});

/** The member of what describes it by which a resource is known, and what describes it. */
interface Named {
  readonly property: string;
  readonly describe: string;
  readonly list: string;
}

const cluster: Named = { property: "DBClusterIdentifier", describe: "DescribeDBClusters", list: "DBClusters" };
const instance: Named = { property: "DBInstanceIdentifier", describe: "DescribeDBInstances", list: "DBInstances" };

async function find(work: Work, { property, describe, list }: Named, id: Json): Promise<JsonObject> {
  const [found] = listOf((await work.aws("rds", describe, { [property]: id }))[list]);
  return isObject(found) ? found : {};
}

const idOf = (named: Named, facts: Facts): Json => facts["PhysicalId"] ?? facts[named.property] ?? "";

const settled = (named: Named, status: string) => async (work: Work, facts: Facts) =>
  void (await work.until(async () => {
    const found = await find(work, named, idOf(named, facts));
    return found[status] === "available" ? true : undefined;
  }));

const gone = (named: Named) => async (work: Work, facts: Facts) =>
  void (await work.until(() =>
    find(work, named, idOf(named, facts))
      .then(() => undefined)
      .catch((error: unknown) => (isMissing(error) ? true : undefined)),
  ));

async function describeCluster(work: Work, id: string): Promise<JsonObject> {
  const found = await find(work, cluster, id);
  const { Endpoint = "", ReaderEndpoint = "", Port = 0, MasterUserSecret: secret, DBClusterArn = "" } = found;
  return {
    DBClusterArn,
    DBClusterResourceId: found["DbClusterResourceId"] ?? "",
    "Endpoint.Address": Endpoint,
    "Endpoint.Port": toText(Port),
    "ReadEndpoint.Address": ReaderEndpoint,
    ...(isObject(secret) ? { "MasterUserSecret.SecretArn": secret["SecretArn"] ?? "" } : {}),
  };
}

type Kind = "DBCluster" | "DBInstance";

/** What the operations that change a database do not take with the rest. */
const finish =
  (named: Named, kind: Kind) =>
  async (work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> => {
    const id = { [named.property]: idOf(named, facts) };
    if (before !== undefined) await exportLogs(work, kind, { id, wanted: logsIn(facts), had: logsIn(before) });
    await associateRoles(work, kind, { id, wanted: rolesIn(facts), had: rolesIn(before) });
  };

interface Change<Item> {
  readonly id: JsonObject;
  readonly wanted: readonly Item[];
  readonly had: readonly Item[];
}

const logsIn = (facts: Facts): readonly Json[] => listOf(facts["EnableCloudwatchLogsExports"]);

/** Later on, logs are called otherwise than when the database is made. */
async function exportLogs(work: Work, kind: Kind, { id, wanted, had }: Change<Json>): Promise<void> {
  const EnableLogTypes = wanted.filter((type) => !had.includes(type));
  const DisableLogTypes = had.filter((type) => !wanted.includes(type));
  if (EnableLogTypes.length + DisableLogTypes.length === 0) return;
  const CloudwatchLogsExportConfiguration = { EnableLogTypes, DisableLogTypes };
  await work.aws("rds", `Modify${kind}`, { ...id, CloudwatchLogsExportConfiguration });
}

/** Roles are given and taken one by one. */
async function associateRoles(work: Work, kind: Kind, { id, wanted, had }: Change<JsonObject>): Promise<void> {
  for (const role of had.filter(missingIn(wanted))) await work.aws("rds", `RemoveRoleFrom${kind}`, { ...id, ...role });
  for (const role of wanted.filter(missingIn(had))) await work.aws("rds", `AddRoleTo${kind}`, { ...id, ...role });
}

const rolesIn = (facts: Facts | undefined): readonly JsonObject[] =>
  listOf(facts?.["AssociatedRoles"])
    .filter(isObject)
    .map(({ RoleArn = "", FeatureName }) => ({ RoleArn, ...(FeatureName === undefined ? {} : { FeatureName }) }));

const missingIn =
  (roles: readonly JsonObject[]) =>
  ({ RoleArn, FeatureName }: JsonObject): boolean =>
    !roles.some((role) => role["RoleArn"] === RoleArn && role["FeatureName"] === FeatureName);

/** What is kept of one, as its operations name it. */
interface Snapshots {
  readonly property: string;
  readonly create: string;
  readonly describe: string;
  readonly list: string;
}

const clusterSnapshots: Snapshots = {
  property: "DBClusterSnapshotIdentifier",
  create: "CreateDBClusterSnapshot",
  describe: "DescribeDBClusterSnapshots",
  list: "DBClusterSnapshots",
};
const instanceSnapshots: Snapshots = {
  property: "DBSnapshotIdentifier",
  create: "CreateDBSnapshot",
  describe: "DescribeDBSnapshots",
  list: "DBSnapshots",
};

/** Named once, so that a deletion that is taken up again after a crash does not keep the data twice. */
const keep =
  (named: Named, { property, create, describe, list }: Snapshots) =>
  async (work: Work, { physicalId }: ResourceState): Promise<void> => {
    const snapshot = { [property]: work.name({ max: 255, isLower: true }) };
    try {
      await work.make("rds", create, { [named.property]: physicalId, ...snapshot });
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    await work.until(async () => {
      const [found] = listOf((await work.aws("rds", describe, snapshot))[list]);
      return isObject(found) && found["Status"] === "available" ? true : undefined;
    });
  };

/** Made of a snapshot where its properties name one. */
function restorable(declaration: Declaration, property: string, restore: string): ResourceType {
  const plain = declared(declaration);
  const restored = declared({ ...declaration, create: restore });
  return {
    ...plain,
    create: (work, properties) => (properties[property] === undefined ? plain : restored).create(work, properties),
  };
}

async function describeInstance(work: Work, id: string): Promise<JsonObject> {
  const found = await find(work, instance, id);
  const { Endpoint: endpoint, MasterUserSecret: secret } = found;
  return {
    DBInstanceArn: found["DBInstanceArn"] ?? "",
    DbiResourceId: found["DbiResourceId"] ?? "",
    ...(isObject(endpoint)
      ? {
          "Endpoint.Address": endpoint["Address"] ?? "",
          "Endpoint.Port": toText(endpoint["Port"] ?? ""),
          "Endpoint.HostedZoneId": endpoint["HostedZoneId"] ?? "",
        }
      : {}),
    ...(isObject(secret) ? { "MasterUserSecret.SecretArn": secret["SecretArn"] ?? "" } : {}),
  };
}

/** What says of which data a database is made: that cannot be modified. */
const origins =
  /^(Engine|MasterUsername|GlobalClusterIdentifier|AvailabilityZone|RestoreTime|UseLatest\w+|Source\w+|\w+SnapshotIdentifier)$/;

const isAnother = (property: string): boolean => origins.test(property);

const withoutSnapshot: JsonObject = { SkipFinalSnapshot: true };

const parameterGroup = (type: "DBClusterParameterGroup" | "DBParameterGroup", kind: string): ResourceType => {
  const property = `${type}Name`;
  const family: Declaration = {
    service: "rds",
    create: `Create${type}`,
    delete: `Delete${type}`,
    id: property,
    name: { property, max: 255, isLower: true },
    input: (facts) => ({
      [property]: facts["PhysicalId"] ?? facts[property] ?? "",
      DBParameterGroupFamily: facts["Family"] ?? "",
    }),
    async complete(work, facts, before) {
      const name = facts["PhysicalId"] ?? facts[property] ?? "";
      const wanted = isObject(facts["Parameters"]) ? facts["Parameters"] : {};
      const had = isObject(before?.["Parameters"]) ? before["Parameters"] : {};
      const removed = Object.keys(had).filter((key) => !(key in wanted));
      const asList = (keys: readonly string[], values: JsonObject): Json =>
        keys.map((key) => ({
          ParameterName: key,
          ParameterValue: toText(values[key] ?? ""),
          ApplyMethod: "pending-reboot",
        }));
      if (removed.length > 0) {
        await work.aws("rds", `Reset${type}`, { [property]: name, Parameters: asList(removed, had) });
      }
      const set = Object.keys(wanted);
      if (set.length > 0) await work.aws("rds", `Modify${type}`, { [property]: name, Parameters: asList(set, wanted) });
    },
    tags: tagsOf(({ PhysicalId = "", Arn = "" }) => (Arn === "" ? PhysicalId : Arn)),
    attributes: (facts, work) => ({
      Arn: `arn:aws:rds:${work.call.region}:${work.call.account}:${kind}:${toText(facts["PhysicalId"] ?? facts[property] ?? "")}`,
      [property]: facts["PhysicalId"] ?? facts[property] ?? "",
    }),
  };
  return declared(family);
};

export const rdsTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::RDS::DBSubnetGroup": declared({
    service: "rds",
    create: "CreateDBSubnetGroup",
    update: "ModifyDBSubnetGroup",
    delete: "DeleteDBSubnetGroup",
    id: "DBSubnetGroupName",
    name: { property: "DBSubnetGroupName", max: 255, isLower: true },
    tags: tagsOf(({ DBSubnetGroupArn = "" }) => DBSubnetGroupArn),
    attributes: { DBSubnetGroupArn: "DBSubnetGroupArn" },
  }),

  "AWS::RDS::DBCluster": {
    ...described(
      restorable(
        {
          service: "rds",
          create: "CreateDBCluster",
          update: "ModifyDBCluster",
          delete: "DeleteDBCluster",
          id: cluster.property,
          name: { property: cluster.property, max: identifierMax, isLower: true },
          input: (facts) => ({ DBClusterIdentifier: idOf(cluster, facts), ...withoutSnapshot }),
          complete: finish(cluster, "DBCluster"),
          settle: settled(cluster, "Status"),
          afterDelete: gone(cluster),
          tags: tagsOf(({ DBClusterArn = "" }) => DBClusterArn),
          replaces: isAnother,
        },
        "SnapshotIdentifier",
        "RestoreDBClusterFromSnapshot",
      ),
      describeCluster,
    ),
    snapshot: keep(cluster, clusterSnapshots),
  },

  "AWS::RDS::DBInstance": {
    ...described(
      restorable(
        {
          service: "rds",
          create: "CreateDBInstance",
          update: "ModifyDBInstance",
          delete: "DeleteDBInstance",
          id: instance.property,
          name: { property: instance.property, max: identifierMax, isLower: true },
          input: (facts) => ({
            DBInstanceIdentifier: idOf(instance, facts),
            ...(facts["VPCSecurityGroups"] === undefined ? {} : { VpcSecurityGroupIds: facts["VPCSecurityGroups"] }),
            ...withoutSnapshot,
          }),
          complete: finish(instance, "DBInstance"),
          settle: settled(instance, "DBInstanceStatus"),
          afterDelete: gone(instance),
          tags: tagsOf(({ DBInstanceArn = "" }) => DBInstanceArn),
          replaces: isAnother,
        },
        "DBSnapshotIdentifier",
        "RestoreDBInstanceFromDBSnapshot",
      ),
      describeInstance,
    ),
    snapshot: keep(instance, instanceSnapshots),
  },

  "AWS::RDS::DBClusterParameterGroup": parameterGroup("DBClusterParameterGroup", "cluster-pg"),
  "AWS::RDS::DBParameterGroup": parameterGroup("DBParameterGroup", "pg"),
};
