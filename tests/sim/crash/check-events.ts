import assert from "node:assert/strict";
import { BatchGetItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { type Clients, eventually } from "../../support/cloud.ts";
import { tables } from "./setting.ts";
import type { Witness } from "./witness.ts";

const askedAtOnceMax = 100;
const secondsMax = 60;

/** Waits until the function has heard of every upload. */
export async function checkEvents({ dynamodb }: Clients, witness: Witness): Promise<void> {
  const { owedEvents: owed } = witness;
  const askForSome = async (): Promise<true | undefined> => {
    const names = [...owed].slice(0, askedAtOnceMax);
    if (names.length === 0) return true;
    const { Responses } = await dynamodb.send(
      new BatchGetItemCommand({
        RequestItems: { [tables.events]: { Keys: names.map((pk) => ({ pk: { S: pk } })), ConsistentRead: true } },
      }),
    );
    for (const item of Responses?.[tables.events] ?? []) owed.delete(item["pk"]?.S ?? "");
    return owed.size === 0 || undefined;
  };
  await eventually(askForSome, secondsMax).catch((cause: unknown) =>
    assert.fail(new Error(`${owed.size} events were lost, the first of ${[...owed][0]}`, { cause })),
  );
}

/** Events that the function has heard of more than once, which it may. */
export async function countRepeats({ dynamodb }: Clients): Promise<number> {
  let repeats = 0;
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: tables.events })) {
    repeats += Items.filter((item) => Number(item["heard"]?.N) > 1).length;
  }
  return repeats;
}
