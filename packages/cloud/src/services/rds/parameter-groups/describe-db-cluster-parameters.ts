import { on } from "../access.ts";
import { select } from "../filters.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";
import { parametersOf } from "./parameters.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterParameters.html */
export const describeDbClusterParameters: RdsOperation<"DescribeDBClusterParameters"> = {
  access: on("DescribeDBClusterParameters", "cluster-pg", ({ DBClusterParameterGroupName: id }) => id),

  run({ store }, { DBClusterParameterGroupName: name = "", Source, ...wanted }) {
    const group = name.startsWith("default.") ? undefined : groupNamed(store, "cluster-pg", name);
    const all = parametersOf("cluster", group).filter(
      (parameter) => Source === undefined || parameter.Source === Source,
    );
    const { items, Marker } = select(all, { ...wanted, idOf: ({ ParameterName = "" }) => ParameterName });
    return { Parameters: items, Marker };
  },
};
