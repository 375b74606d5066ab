import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateKinesisStreamingDestination.html */
export const updateKinesisStreamingDestination: Operation<DynamoDbStore, Shapes["UpdateKinesisStreamingDestination"]> =
  {
    access: tableAccess("UpdateKinesisStreamingDestination"),

    run({ store }, input) {
      const table = store.findTable(input.TableName);
      if (table === undefined) throw tableNotFound(input.TableName);
      const { destinations = [], name } = table.definition;
      const { StreamArn, UpdateKinesisStreamingConfiguration: settings } = input;
      const precision = settings?.ApproximateCreationDateTimePrecision;
      if (precision === undefined) {
        throw validation(
          "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values",
        );
      }
      const current = destinations.find(({ arn, isOn }) => arn === StreamArn && isOn);
      if (current === undefined) {
        throw validation(
          "Table is not in a valid state to enable Kinesis Streaming Destination: No streaming destination with streamArn: " +
            `${StreamArn} found for table with tableName: ${name}`,
        );
      }
      if (precision === (current.precision ?? "MILLISECOND")) {
        throw validation(
          `Invalid Request: Precision is already set to the desired value of ${precision} for tableId: ${table.definition.id}, kdsArn: ${StreamArn}`,
        );
      }

      const changed = destinations.map((each) => (each === current ? { ...each, precision } : each));
      store.saveTable({ ...table.definition, destinations: changed });

      return {
        TableName: name,
        StreamArn,
        DestinationStatus: "UPDATING",
        UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: precision },
      };
    },
  };
