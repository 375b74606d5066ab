import { on } from "../access.ts";
import { engineVersions } from "../engine/versions.ts";
import { exists, invalidValue, missingParameter } from "../errors.ts";
import { checkedIdentifier } from "../identifiers.ts";
import { arnOf } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { clusterParameterGroupOutput } from "./db-cluster-parameter-group-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterParameterGroup.html */
export const createDbClusterParameterGroup: RdsOperation<"CreateDBClusterParameterGroup"> = {
  access: on("CreateDBClusterParameterGroup", "cluster-pg", ({ DBClusterParameterGroupName: id }) => id),

  run({ store }, { DBClusterParameterGroupName, DBParameterGroupFamily: family = "", Description, Tags = [] }) {
    const name = checkedIdentifier("DBClusterParameterGroupName", DBClusterParameterGroupName);
    if (Description === undefined) throw missingParameter("Description");
    if (!engineVersions.some((version) => version.family === family)) {
      throw invalidValue(`ParameterGroupFamily ${family} is not a valid parameter group family`);
    }
    if (store.find("cluster-pg", name) !== undefined) throw exists.clusterParameterGroup(name);

    const arn = arnOf(store.scope, "cluster-pg", name);
    const group = { name, family, description: Description, arn, parameters: {}, tags: Tags };
    store.put("cluster-pg", name, group);
    return { DBClusterParameterGroup: clusterParameterGroupOutput(group) };
  },
};
