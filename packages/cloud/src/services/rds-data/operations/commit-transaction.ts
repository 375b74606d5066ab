import { onDatabase } from "../access.ts";
import { databaseOf, loginOf } from "../open-session.ts";
import type { RdsDataOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_CommitTransaction.html */
export const commitTransaction: RdsDataOperation<"CommitTransaction"> = {
  access: onDatabase("CommitTransaction"),

  async run(call, input) {
    const { arn } = databaseOf(call, input);
    await loginOf(call, input.secretArn ?? "");
    const session = call.store.takeTransaction(input.transactionId ?? "", arn);
    try {
      await session.run("COMMIT");
    } finally {
      await session.end();
    }
    return { transactionStatus: "Transaction Committed" };
  },
};
