import { on } from "../access.ts";
import { select } from "../filters.ts";
import type { RdsOperation } from "../shapes.ts";
import { parameterGroupOutput } from "./db-parameter-group-output.ts";
import { groupNamed } from "./group-named.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameterGroups.html */
export const describeDbParameterGroups: RdsOperation<"DescribeDBParameterGroups"> = {
  access: on("DescribeDBParameterGroups", "pg", ({ DBParameterGroupName: id }) => id),

  run({ store }, { DBParameterGroupName, ...wanted }) {
    const found =
      DBParameterGroupName === undefined ? store.list("pg") : [groupNamed(store, "pg", DBParameterGroupName)];
    const { items, Marker } = select(found, { ...wanted, idOf: ({ name }) => name });
    return { DBParameterGroups: items.map(parameterGroupOutput), Marker };
  },
};
