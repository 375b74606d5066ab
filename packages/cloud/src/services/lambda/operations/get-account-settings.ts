import { accountLimits, reservedExecutions } from "../account-limits.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings: LambdaOperation<"GetAccountSettings"> = {
  access: () => ({ action: "lambda:GetAccountSettings", resource: "*" }),

  run({ store }) {
    const functions = [...store.functions()];
    const versions = functions.flatMap((fn) => [fn, ...store.versions(fn.name)]);
    return {
      AccountLimit: {
        TotalCodeSize: accountLimits.codeBytesMax,
        CodeSizeUnzipped: accountLimits.unzippedBytesMax,
        CodeSizeZipped: accountLimits.zippedBytesMax,
        ConcurrentExecutions: accountLimits.concurrentExecutions,
        UnreservedConcurrentExecutions: accountLimits.concurrentExecutions - reservedExecutions(store),
      },
      AccountUsage: {
        TotalCodeSize: versions.reduce((bytes, { code }) => bytes + code.bytes, 0),
        FunctionCount: functions.length,
      },
    };
  },
};
