import { AwsError } from "@millrace/wire";
import { dynamodb } from "../../../packages/cloud/src/services/dynamodb/service.ts";
import { Bench } from "../../../packages/cloud/src/services/dynamodb/testing.ts";

/** An empty DynamoDB of ours, whose answers have the form in which they would travel. */
export function openOurs(): (operation: string, input: unknown) => unknown {
  const bench = new Bench();
  return (operation, input) => {
    const found = dynamodb.operations[operation];
    if (found === undefined) throw new Error(`Cannot run ${operation}: expected an operation of DynamoDB`);
    try {
      return JSON.parse(JSON.stringify(bench.run(found, input) ?? {}));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { error: error.code, message: error.message, ...error.fields };
    }
  };
}
