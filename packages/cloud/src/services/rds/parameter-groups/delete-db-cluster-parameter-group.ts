import { on } from "../access.ts";
import { parameterGroupState } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBClusterParameterGroup.html */
export const deleteDbClusterParameterGroup: RdsOperation<"DeleteDBClusterParameterGroup"> = {
  access: on("DeleteDBClusterParameterGroup", "cluster-pg", ({ DBClusterParameterGroupName: id }) => id),

  run({ store }, { DBClusterParameterGroupName }) {
    const { name } = groupNamed(store, "cluster-pg", DBClusterParameterGroupName);
    if (store.list("cluster").some(({ parameterGroup }) => parameterGroup === name)) {
      throw parameterGroupState(
        `One or more database instances are still members of this parameter group ${name}, so the group cannot be deleted`,
      );
    }

    store.delete("cluster-pg", name);
  },
};
