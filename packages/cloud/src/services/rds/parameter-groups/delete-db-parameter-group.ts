import { on } from "../access.ts";
import { parameterGroupState } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBParameterGroup.html */
export const deleteDbParameterGroup: RdsOperation<"DeleteDBParameterGroup"> = {
  access: on("DeleteDBParameterGroup", "pg", ({ DBParameterGroupName: id }) => id),

  run({ store }, { DBParameterGroupName }) {
    const { name } = groupNamed(store, "pg", DBParameterGroupName);
    if (store.list("db").some(({ parameterGroup }) => parameterGroup === name)) {
      throw parameterGroupState(
        `One or more database instances are still members of this parameter group ${name}, so the group cannot be deleted`,
      );
    }

    store.delete("pg", name);
  },
};
