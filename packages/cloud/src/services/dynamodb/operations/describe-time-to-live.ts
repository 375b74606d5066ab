import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive: Operation<DynamoDbStore, Shapes["DescribeTimeToLive"]> = {
  access: tableAccess("DescribeTimeToLive"),

  run({ store }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);

    const { ttlAttribute } = table.definition;
    return {
      TimeToLiveDescription:
        ttlAttribute === undefined
          ? { TimeToLiveStatus: "DISABLED" }
          : { TimeToLiveStatus: "ENABLED", AttributeName: ttlAttribute },
    };
  },
};
