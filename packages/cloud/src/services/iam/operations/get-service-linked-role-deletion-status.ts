import { noSuchDeletion } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

const taskForm = /^task\/aws-service-role\/[^/]+\/([^/]+)\/[0-9a-f-]{36}$/;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html */
export const getServiceLinkedRoleDeletionStatus: IamOperation<"GetServiceLinkedRoleDeletionStatus"> = {
  access: () => ({ action: "iam:GetServiceLinkedRoleDeletionStatus", resource: "*" }),

  run(_, input) {
    if (!taskForm.test(input.DeletionTaskId)) throw noSuchDeletion(input.DeletionTaskId);

    return { Status: "SUCCEEDED" };
  },
};
