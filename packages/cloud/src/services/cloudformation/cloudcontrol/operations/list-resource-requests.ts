import { pageOf } from "../../../../kernel/paging.ts";
import { progressOutput } from "../output.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ListResourceRequests.html */
export const listResourceRequests: ControlOperation<"ListResourceRequests"> = {
  access: toControl("ListResourceRequests"),

  run({ store }, input) {
    const { Operations: operations, OperationStatuses: statuses } = input.ResourceRequestStatusFilter ?? {};
    const wanted = [...store.requests()].filter(
      ({ operation, status }) => (operations?.includes(operation) ?? true) && (statuses?.includes(status) ?? true),
    );
    const max = input.MaxResults ?? 20;
    const { items, next } = pageOf(wanted, { token: input.NextToken, max, idOf: ({ token }) => token });
    return { ResourceRequestStatusSummaries: items.map(progressOutput), NextToken: next };
  },
};
