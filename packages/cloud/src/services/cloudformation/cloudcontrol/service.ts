import type { Service } from "../../../kernel/service.ts";
import type { StackStore } from "../store.ts";
import { cancelResourceRequest } from "./operations/cancel-resource-request.ts";
import { createResource } from "./operations/create-resource.ts";
import { deleteResource } from "./operations/delete-resource.ts";
import { getResource } from "./operations/get-resource.ts";
import { getResourceRequestStatus } from "./operations/get-resource-request-status.ts";
import { listResourceRequests } from "./operations/list-resource-requests.ts";
import { listResources } from "./operations/list-resources.ts";
import { updateResource } from "./operations/update-resource.ts";
import { requestJob, runRequest } from "./run-request.ts";

/** AWS Cloud Control API: single resources, made by what makes those of stacks. */
export const cloudcontrol: Service<StackStore> = {
  name: "cloudcontrol",
  faceOf: "cloudformation",
  denial: { code: "AccessDeniedException", status: 400 },
  open: (_, __, store) => store as StackStore,
  jobs: { [requestJob]: runRequest },
  operations: {
    CancelResourceRequest: cancelResourceRequest,
    CreateResource: createResource,
    DeleteResource: deleteResource,
    GetResource: getResource,
    GetResourceRequestStatus: getResourceRequestStatus,
    ListResourceRequests: listResourceRequests,
    ListResources: listResources,
    UpdateResource: updateResource,
  },
};
