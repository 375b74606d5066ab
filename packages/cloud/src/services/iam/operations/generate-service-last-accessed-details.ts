import { subjectOf } from "../last-access/entities-of.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html */
export const generateServiceLastAccessedDetails: IamOperation<"GenerateServiceLastAccessedDetails"> = {
  access: (input) => ({ action: "iam:GenerateServiceLastAccessedDetails", resource: input.Arn }),

  run({ store, ids, clock }, input) {
    subjectOf(store, input.Arn);
    const report = {
      id: ids.uuid(),
      arn: input.Arn,
      isByAction: input.Granularity === "ACTION_LEVEL",
      createdAt: clock.now(),
    };

    store.accessReports.put(report);

    return { JobId: report.id };
  },
};
