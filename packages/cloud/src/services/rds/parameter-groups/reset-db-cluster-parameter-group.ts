import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";
import { reset } from "./parameters.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ResetDBClusterParameterGroup.html */
export const resetDbClusterParameterGroup: RdsOperation<"ResetDBClusterParameterGroup"> = {
  access: on("ResetDBClusterParameterGroup", "cluster-pg", ({ DBClusterParameterGroupName: id }) => id),

  run({ store }, { DBClusterParameterGroupName, ResetAllParameters: isAll = false, Parameters = [] }) {
    const group = groupNamed(store, "cluster-pg", DBClusterParameterGroupName);
    store.put("cluster-pg", group.name, { ...group, parameters: reset(group, isAll ? undefined : Parameters) });
    return { DBClusterParameterGroupName: group.name };
  },
};
