import { entitiesLastAccessed } from "../last-access/last-access.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html */
export const getServiceLastAccessedDetailsWithEntities: IamOperation<"GetServiceLastAccessedDetailsWithEntities"> = {
  access: () => ({ action: "iam:GetServiceLastAccessedDetailsWithEntities", resource: "*" }),

  run({ store }, input) {
    const report = store.accessReports.get(input.JobId);
    const entities = entitiesLastAccessed(store, report, input.ServiceNamespace);
    const { items, ...rest } = paged(entities, input, ({ EntityInfo }) => EntityInfo?.Arn ?? "");
    const madeAt = new Date(report.createdAt);

    return {
      JobStatus: "COMPLETED",
      JobCreationDate: madeAt,
      JobCompletionDate: madeAt,
      EntityDetailsList: items,
      ...rest,
    };
  },
};
