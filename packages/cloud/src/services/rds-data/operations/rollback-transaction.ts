import { onDatabase } from "../access.ts";
import { databaseOf, loginOf } from "../open-session.ts";
import type { RdsDataOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_RollbackTransaction.html */
export const rollbackTransaction: RdsDataOperation<"RollbackTransaction"> = {
  access: onDatabase("RollbackTransaction"),

  async run(call, input) {
    const { arn } = databaseOf(call, input);
    await loginOf(call, input.secretArn ?? "");
    const session = call.store.takeTransaction(input.transactionId ?? "", arn);
    try {
      await session.run("ROLLBACK");
    } finally {
      await session.end();
    }
    return { transactionStatus: "Rollback Complete" };
  },
};
