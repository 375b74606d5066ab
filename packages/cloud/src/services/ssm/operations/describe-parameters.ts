import { pageOf } from "../../../kernel/paging.ts";
import { currentOf } from "../model.ts";
import { matchesAll } from "../parameters/filters.ts";
import { metadata } from "../parameters/output.ts";
import type { SsmOperation } from "../shapes.ts";

const pageMax = 50;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export const describeParameters: SsmOperation<"DescribeParameters"> = {
  access: () => ({ action: "ssm:DescribeParameters", resource: "*" }),

  run({ store }, { ParameterFilters = [], Filters = [], MaxResults = pageMax, NextToken }) {
    // The older form of filters names begin with, the newer one says how it compares.
    const older = Filters.map((filter) => ({ ...filter, Option: filter.Key === "Name" ? "BeginsWith" : "Equals" }));
    const found = [...store.list()].filter((parameter) => matchesAll(parameter, [...ParameterFilters, ...older]));
    const { items, next } = pageOf(found, { token: NextToken, max: MaxResults, idOf: ({ name }) => name });
    return {
      Parameters: items.map((parameter) => metadata(store.scope, parameter, currentOf(parameter))),
      NextToken: next,
    };
  },
};
