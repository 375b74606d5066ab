import { on } from "../access.ts";
import { select } from "../filters.ts";
import type { RdsOperation } from "../shapes.ts";
import { groupNamed } from "./group-named.ts";
import { parametersOf } from "./parameters.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html */
export const describeDbParameters: RdsOperation<"DescribeDBParameters"> = {
  access: on("DescribeDBParameters", "pg", ({ DBParameterGroupName: id }) => id),

  run({ store }, { DBParameterGroupName: name = "", Source, ...wanted }) {
    const group = name.startsWith("default.") ? undefined : groupNamed(store, "pg", name);
    const all = parametersOf("instance", group).filter(
      (parameter) => Source === undefined || parameter.Source === Source,
    );
    const { items, Marker } = select(all, { ...wanted, idOf: ({ ParameterName = "" }) => ParameterName });
    return { Parameters: items, Marker };
  },
};
