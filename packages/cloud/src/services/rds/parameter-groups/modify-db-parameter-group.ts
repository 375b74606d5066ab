import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";
import { changed } from "./parameters.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBParameterGroup.html */
export const modifyDbParameterGroup: RdsOperation<"ModifyDBParameterGroup"> = {
  access: on("ModifyDBParameterGroup", "pg", ({ DBParameterGroupName: id }) => id),

  run({ store }, { DBParameterGroupName, Parameters = [] }) {
    const group = groupNamed(store, "pg", DBParameterGroupName);
    store.put("pg", group.name, { ...group, parameters: changed("instance", group, Parameters) });
    return { DBParameterGroupName: group.name };
  },
};
