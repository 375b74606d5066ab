import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";
import { changed } from "./parameters.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBClusterParameterGroup.html */
export const modifyDbClusterParameterGroup: RdsOperation<"ModifyDBClusterParameterGroup"> = {
  access: on("ModifyDBClusterParameterGroup", "cluster-pg", ({ DBClusterParameterGroupName: id }) => id),

  run({ store }, { DBClusterParameterGroupName, Parameters = [] }) {
    const group = groupNamed(store, "cluster-pg", DBClusterParameterGroupName);
    store.put("cluster-pg", group.name, { ...group, parameters: changed("cluster", group, Parameters) });
    return { DBClusterParameterGroupName: group.name };
  },
};
