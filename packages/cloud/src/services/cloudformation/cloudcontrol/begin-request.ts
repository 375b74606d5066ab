import type { Call } from "../../../kernel/operation.ts";
import type { StackStore } from "../store.ts";
import type { ResourceRequest } from "./model.ts";
import { progressOutput } from "./output.ts";
import { requestJob } from "./run-request.ts";

/** Takes a request on. The same client token begins nothing a second time. */
export function beginRequest(
  call: Call<StackStore>,
  about: Pick<ResourceRequest, "type" | "operation" | "properties" | "identifier" | "clientToken" | "roleArn">,
) {
  const { store, clock, ids, jobs, principal } = call;
  for (const request of about.clientToken === undefined ? [] : store.requests()) {
    if (request.clientToken === about.clientToken) return { ProgressEvent: progressOutput(request) };
  }
  const request = store.putRequest({ ...about, token: ids.uuid(), status: "PENDING", at: clock.now(), principal });
  jobs.add(requestJob, { token: request.token }, { lane: request.token });
  return { ProgressEvent: progressOutput({ ...request, status: "IN_PROGRESS" }) };
}
