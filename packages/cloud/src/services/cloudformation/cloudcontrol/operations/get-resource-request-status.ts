import { requestNotFound } from "../errors.ts";
import { progressOutput } from "../output.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResourceRequestStatus.html */
export const getResourceRequestStatus: ControlOperation<"GetResourceRequestStatus"> = {
  access: toControl("GetResourceRequestStatus"),

  run({ store }, { RequestToken: token }) {
    const request = store.request(token);
    if (request === undefined) throw requestNotFound(token);
    return { ProgressEvent: progressOutput(request) };
  },
};
