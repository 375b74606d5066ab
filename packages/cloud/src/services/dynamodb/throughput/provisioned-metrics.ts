import type { Timer } from "@millrace/core";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { TableDefinition, Throughput } from "../model.ts";
import type { DynamoDbStore } from "../store.ts";

const everyMs = 5 * 60_000;

/**
 * Reports every five minutes what is provisioned. Answers how to end it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function reportProvisioned(
  store: DynamoDbStore,
  { clock, metrics }: Pick<ServiceKernel, "clock" | "metrics">,
): () => void {
  const wait = (): Timer => clock.after(everyMs - (clock.now() % everyMs), report);
  const report = (): void => {
    for (const name of store.tableNames(undefined)) {
      for (const { dimensions, units } of provisionedOf(store.table(name).definition)) {
        for (const [unit, value] of Object.entries(units)) {
          metrics.record({ namespace: "AWS/DynamoDB", name: `Provisioned${unit}`, value, unit: "Count", dimensions });
        }
      }
    }
    timer = wait();
  };
  let timer = wait();
  return () => timer.cancel();
}

interface Provisioned {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly units: Throughput;
}

function* provisionedOf({
  name: TableName,
  billingMode,
  throughput,
  indexes,
}: TableDefinition): Generator<Provisioned> {
  if (billingMode !== "PROVISIONED") return;
  yield { dimensions: { TableName }, units: throughput };
  for (const { name, throughput: units } of indexes) {
    if (units !== undefined) yield { dimensions: { TableName, GlobalSecondaryIndexName: name }, units };
  }
}
