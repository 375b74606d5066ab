import type { Operation } from "../../../kernel/operation.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

const cacheMinutes = 1440;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const describeEndpoints: Operation<DynamoDbStore, Shapes["DescribeEndpoints"]> = {
  access: () => ({ action: "dynamodb:DescribeEndpoints", resource: "*" }),

  run: ({ endpoint }) => ({
    Endpoints: [{ Address: new URL(endpoint).host, CachePeriodInMinutes: cacheMinutes }],
  }),
};
