import { servicesLastAccessed } from "../last-access/last-access.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html */
export const getServiceLastAccessedDetails: IamOperation<"GetServiceLastAccessedDetails"> = {
  access: () => ({ action: "iam:GetServiceLastAccessedDetails", resource: "*" }),

  run({ store }, input) {
    const report = store.accessReports.get(input.JobId);
    const services = servicesLastAccessed(store, report);
    const { items, ...rest } = paged(services, input, ({ ServiceNamespace = "" }) => ServiceNamespace);
    const madeAt = new Date(report.createdAt);

    return {
      JobStatus: "COMPLETED",
      JobType: report.isByAction ? "ACTION_LEVEL" : "SERVICE_LEVEL",
      JobCreationDate: madeAt,
      JobCompletionDate: madeAt,
      ServicesLastAccessed: items,
      ...rest,
    };
  },
};
