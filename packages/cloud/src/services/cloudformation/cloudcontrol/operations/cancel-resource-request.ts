import { invalidRequest, requestNotFound } from "../errors.ts";
import { progressOutput } from "../output.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_CancelResourceRequest.html */
export const cancelResourceRequest: ControlOperation<"CancelResourceRequest"> = {
  access: toControl("CancelResourceRequest"),

  run({ store, clock }, { RequestToken: token }) {
    const request = store.request(token);
    if (request === undefined) throw requestNotFound(token);
    if (request.status !== "PENDING") {
      throw invalidRequest(`Request ${token} is in ${request.status} state and cannot be cancelled`);
    }

    return {
      ProgressEvent: progressOutput(store.putRequest({ ...request, status: "CANCEL_COMPLETE", at: clock.now() })),
    };
  },
};
