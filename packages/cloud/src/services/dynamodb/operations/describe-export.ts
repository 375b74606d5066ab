import type { Operation } from "../../../kernel/operation.ts";
import { exportNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeExport as describe } from "../transfer/describe-transfer.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeExport.html */
export const describeExport: Operation<DynamoDbStore, Shapes["DescribeExport"]> = {
  access: (input) => ({ action: "dynamodb:DescribeExport", resource: input.ExportArn }),

  run({ store }, input) {
    const found = store.transfers.exports.get(input.ExportArn);
    if (found === undefined) throw exportNotFound(input.ExportArn);

    return { ExportDescription: describe(found) };
  },
};
