import { onDatabase } from "../access.ts";
import { badRequest } from "../errors.ts";
import { newSession } from "../open-session.ts";
import type { RdsDataOperation } from "../shapes.ts";

/** Each holds a connection of the database, which has 200. */
const transactionsMax = 100;
const idBytes = 72;

/** @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_BeginTransaction.html */
export const beginTransaction: RdsDataOperation<"BeginTransaction"> = {
  access: onDatabase("BeginTransaction"),

  async run(call, input) {
    const { store, ids } = call;
    if (store.transactionCount >= transactionsMax) {
      throw badRequest(`There are ${transactionsMax} open transactions, which is the most`);
    }
    const session = await newSession(call, input);
    await session.run("BEGIN");
    const transactionId = ids.bytes(idBytes).toString("base64");
    store.addTransaction(transactionId, input.resourceArn ?? "", session);
    return { transactionId };
  },
};
