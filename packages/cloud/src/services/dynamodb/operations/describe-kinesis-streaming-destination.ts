import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html */
export const describeKinesisStreamingDestination: Operation<
  DynamoDbStore,
  Shapes["DescribeKinesisStreamingDestination"]
> = {
  access: tableAccess("DescribeKinesisStreamingDestination"),

  run({ store }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);

    const { destinations = [], name } = table.definition;
    return {
      TableName: name,
      KinesisDataStreamDestinations: destinations.map(({ arn, isOn, precision }) => ({
        StreamArn: arn,
        DestinationStatus: isOn ? "ACTIVE" : "DISABLED",
        ...(precision !== undefined && { ApproximateCreationDateTimePrecision: precision }),
      })),
    };
  },
};
