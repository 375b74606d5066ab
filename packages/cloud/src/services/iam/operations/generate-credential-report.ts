import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html */
export const generateCredentialReport: IamOperation<"GenerateCredentialReport"> = {
  access: () => ({ action: "iam:GenerateCredentialReport", resource: "*" }),

  run({ store, clock }) {
    const isFirst = store.settings.reportedAt === undefined;

    store.changeSettings({ reportedAt: clock.now() });

    return isFirst
      ? { State: "STARTED", Description: "No report exists. Starting a new report generation task" }
      : { State: "COMPLETE" };
  },
};
