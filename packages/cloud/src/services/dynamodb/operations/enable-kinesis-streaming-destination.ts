import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Names a Kinesis stream as a destination of a table's changes.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_EnableKinesisStreamingDestination.html
 */
export const enableKinesisStreamingDestination: Operation<DynamoDbStore, Shapes["EnableKinesisStreamingDestination"]> =
  {
    access: tableAccess("EnableKinesisStreamingDestination"),

    run({ store }, input) {
      const table = store.findTable(input.TableName);
      if (table === undefined) throw tableNotFound(input.TableName);
      const { destinations = [], name } = table.definition;
      const { StreamArn, EnableKinesisStreamingConfiguration: settings } = input;
      if (destinations.some(({ arn, isOn }) => arn === StreamArn && isOn)) {
        throw validation(
          "Table is not in a valid state to enable Kinesis Streaming Destination: KinesisStreamingDestination must be DISABLED or not present",
        );
      }

      const precision = settings?.ApproximateCreationDateTimePrecision;
      const others = destinations.filter(({ arn }) => arn !== StreamArn);
      store.saveTable({ ...table.definition, destinations: [...others, { arn: StreamArn, isOn: true, precision }] });

      return {
        TableName: name,
        StreamArn,
        DestinationStatus: "ENABLING",
        EnableKinesisStreamingConfiguration: settings ?? {},
      };
    },
  };
