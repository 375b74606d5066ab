import type { Operation } from "../../../kernel/operation.ts";
import { importNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeImport as describe } from "../transfer/describe-transfer.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeImport.html */
export const describeImport: Operation<DynamoDbStore, Shapes["DescribeImport"]> = {
  access: (input) => ({ action: "dynamodb:DescribeImport", resource: input.ImportArn }),

  run({ store }, input) {
    const found = store.transfers.imports.get(input.ImportArn);
    if (found === undefined) throw importNotFound(input.ImportArn);

    return { ImportTableDescription: describe(found) };
  },
};
