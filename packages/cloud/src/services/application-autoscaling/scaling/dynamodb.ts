import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { AutoScalingStore } from "../store.ts";
import type { Dimension } from "./dimension.ts";

type Member = "ReadCapacityUnits" | "WriteCapacityUnits";

export const readCapacity = capacity("ReadCapacityUnits", "read capacity units");
export const writeCapacity = capacity("WriteCapacityUnits", "write capacity units");

/** `table/orders`, or `table/orders/index/by-day`. */
export function readTableId(resourceId: string): { readonly table: string; readonly index: string | undefined } {
  const [, table = "", , index] = resourceId.split("/");
  return { table, index };
}

function capacity(member: Member, unit: string): Dimension {
  return {
    service: "dynamodb",
    unit,
    capacityOf: async (call, resourceId) => (await throughputOf(call, resourceId))[member],

    async set(call, resourceId, units) {
      const { table: TableName, index } = readTableId(resourceId);
      const ProvisionedThroughput = { ...(await throughputOf(call, resourceId)), [member]: units };
      const change =
        index === undefined
          ? { ProvisionedThroughput }
          : { GlobalSecondaryIndexUpdates: [{ Update: { IndexName: index, ProvisionedThroughput } }] };
      const principal = accountPrincipal(call.account);
      await call.aws.call("dynamodb", "UpdateTable", { TableName, ...change }, { principal });
    },
  };
}

async function throughputOf(call: Call<AutoScalingStore>, resourceId: string): Promise<Record<Member, number>> {
  const { table: TableName, index } = readTableId(resourceId);
  const principal = accountPrincipal(call.account);
  const { Table } = await call.aws.call("dynamodb", "DescribeTable", { TableName }, { principal });
  const described =
    index === undefined ? Table : Table?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index);
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = described?.ProvisionedThroughput ?? {};
  return { ReadCapacityUnits, WriteCapacityUnits };
}
