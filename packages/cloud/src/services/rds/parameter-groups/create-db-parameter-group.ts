import { on } from "../access.ts";
import { engineVersions } from "../engine/versions.ts";
import { exists, invalidValue, missingParameter } from "../errors.ts";
import { checkedIdentifier } from "../identifiers.ts";
import { arnOf } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { parameterGroupOutput } from "./db-parameter-group-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html */
export const createDbParameterGroup: RdsOperation<"CreateDBParameterGroup"> = {
  access: on("CreateDBParameterGroup", "pg", ({ DBParameterGroupName: id }) => id),

  run({ store }, { DBParameterGroupName, DBParameterGroupFamily: family = "", Description, Tags = [] }) {
    const name = checkedIdentifier("DBParameterGroupName", DBParameterGroupName);
    if (Description === undefined) throw missingParameter("Description");
    if (!engineVersions.some((version) => version.family === family)) {
      throw invalidValue(`ParameterGroupFamily ${family} is not a valid parameter group family`);
    }
    if (store.find("pg", name) !== undefined) throw exists.parameterGroup(name);

    const arn = arnOf(store.scope, "pg", name);
    const group = { name, family, description: Description, arn, parameters: {}, tags: Tags };
    store.put("pg", name, group);
    return { DBParameterGroup: parameterGroupOutput(group) };
  },
};
