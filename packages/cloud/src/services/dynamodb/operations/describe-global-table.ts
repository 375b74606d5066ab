import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { globalTableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Global tables of the version of 2017. Nobody can create one here, as nobody should on AWS.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTable.html
 */
export const describeGlobalTable: Operation<DynamoDbStore, Shapes["DescribeGlobalTable"]> = {
  access: (input, { account }) => ({
    action: "dynamodb:DescribeGlobalTable",
    resource: formatArn({
      service: "dynamodb",
      region: "",
      account,
      resource: `global-table/${input.GlobalTableName}`,
    }),
  }),

  run(_, input) {
    throw globalTableNotFound(input.GlobalTableName);
  },
};
