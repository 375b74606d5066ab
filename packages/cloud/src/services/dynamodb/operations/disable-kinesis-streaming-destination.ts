import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DisableKinesisStreamingDestination.html */
export const disableKinesisStreamingDestination: Operation<
  DynamoDbStore,
  Shapes["DisableKinesisStreamingDestination"]
> = {
  access: tableAccess("DisableKinesisStreamingDestination"),

  run({ store }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);
    const { destinations = [], name } = table.definition;
    const { StreamArn } = input;
    if (!destinations.some(({ arn, isOn }) => arn === StreamArn && isOn)) {
      throw validation(
        "Table is not in a valid state to disable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE",
      );
    }

    const changed = destinations.map((each) => (each.arn === StreamArn ? { ...each, isOn: false } : each));
    store.saveTable({ ...table.definition, destinations: changed });

    return { TableName: name, StreamArn, DestinationStatus: "DISABLING" };
  },
};
