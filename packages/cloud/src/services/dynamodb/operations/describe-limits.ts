import type { Operation } from "../../../kernel/operation.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export const describeLimits: Operation<DynamoDbStore, Shapes["DescribeLimits"]> = {
  access: () => ({ action: "dynamodb:DescribeLimits", resource: "*" }),

  run: () => ({
    AccountMaxReadCapacityUnits: 80_000,
    AccountMaxWriteCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  }),
};
