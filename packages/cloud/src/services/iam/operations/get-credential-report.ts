import { writeCredentialReport } from "../account/credential-report.ts";
import { noReport } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html */
export const getCredentialReport: IamOperation<"GetCredentialReport"> = {
  access: () => ({ action: "iam:GetCredentialReport", resource: "*" }),

  run({ store, account, credentials }) {
    const { reportedAt } = store.settings;
    if (reportedAt === undefined) throw noReport();

    return {
      Content: Buffer.from(writeCredentialReport(store, account, reportedAt, (id) => credentials.lastUse(id))),
      ReportFormat: "text/csv",
      GeneratedTime: new Date(reportedAt),
    };
  },
};
