import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";
import { reset } from "./parameters.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ResetDBParameterGroup.html */
export const resetDbParameterGroup: RdsOperation<"ResetDBParameterGroup"> = {
  access: on("ResetDBParameterGroup", "pg", ({ DBParameterGroupName: id }) => id),

  run({ store }, { DBParameterGroupName, ResetAllParameters: isAll = false, Parameters = [] }) {
    const group = groupNamed(store, "pg", DBParameterGroupName);
    store.put("pg", group.name, { ...group, parameters: reset(group, isAll ? undefined : Parameters) });
    return { DBParameterGroupName: group.name };
  },
};
