import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { failureReason, handlerCode } from "../engine/failure-reason.ts";
import { causeOf } from "../engine/half-made.ts";
import { Work } from "../engine/work.ts";
import type { Stack } from "../model.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { StackStore } from "../store.ts";
import { findResource } from "./find-resource.ts";
import { identifierOf } from "./identifier.ts";
import type { ResourceRequest } from "./model.ts";

export const requestJob = "request";

/** Carries a request out; again after a crash. */
export const runRequest: JobHandler<StackStore> = {
  laneConcurrencyMax: 1,
  async run(call, job) {
    const { token } = job.payload as { readonly token: string };
    const { store } = call;
    const request = store.request(token);
    if (request === undefined || request.status === "SUCCESS" || request.status === "CANCEL_COMPLETE") return "done";
    const running = store.putRequest({
      ...request,
      status: "IN_PROGRESS",
      work: request.work ?? { startedAt: call.clock.now() },
    });
    try {
      const identifier = await steps[request.operation](call, running);
      finish(call, token, { status: "SUCCESS", identifier });
    } catch (error) {
      if (store.isStopped) return { retry: { delayMs: 0 } };
      finish(call, token, {
        status: "FAILED",
        message: failureReason(causeOf(error), call.ids),
        errorCode: handlerCode(causeOf(error)),
      });
    }
    return "done";
  },
};

type Step = (call: Call<StackStore>, request: ResourceRequest) => Promise<string>;

const steps: Readonly<Record<ResourceRequest["operation"], Step>> = {
  async CREATE(call, request) {
    const { type, properties } = request;
    const made = await resourceType(type).handler.create(requestWork(call, request), properties);
    const state = { type, properties, physicalId: made.id, attributes: made.attributes ?? {}, dependsOn: [] };
    const identifier = identifierOf(state);
    call.store.putControlled({ type, identifier, state });
    return identifier;
  },

  async UPDATE(call, request) {
    const { type, properties, identifier = "" } = request;
    const found = findResource(call.store, type, identifier);
    const made = await resourceType(type).handler.update?.(requestWork(call, request), found.state, properties);
    const attributes = { ...found.state.attributes, ...made?.attributes };
    call.store.putControlled({ ...found, state: { ...found.state, properties, attributes } });
    return identifier;
  },

  async DELETE(call, request) {
    const { type, identifier = "" } = request;
    const { state } = findResource(call.store, type, identifier);
    await resourceType(type).handler.delete(requestWork(call, request), state);
    call.store.deleteControlled(type, identifier);
    return identifier;
  },
};

function finish({ store, clock }: Call<StackStore>, token: string, outcome: Partial<ResourceRequest>): void {
  const request = store.request(token);
  if (request !== undefined) store.putRequest({ ...request, ...outcome, work: undefined, at: clock.now() });
}

/** Handlers work for stacks: here one that there is only for this request. */
export function requestWork(
  call: Call<StackStore>,
  request: Pick<ResourceRequest, "token" | "type" | "principal" | "roleArn" | "work">,
): Work {
  const { store, clock } = call;
  const stack: Stack = {
    id: store.arn(`stack/cloudcontrol/${request.token}`),
    name: "cloudcontrol",
    status: "CREATE_IN_PROGRESS",
    createdAt: clock.now(),
    current: { templateId: "", parameters: [], tags: [], capabilities: [], notificationArns: [] },
    outputs: [],
    imports: [],
    principal: request.principal,
    roleArn: request.roleArn,
    disableRollback: false,
    isProtected: false,
    rollbackTriggers: [],
    drift: { status: "NOT_CHECKED" },
  };
  const logicalId = request.type.split("::").at(-1) ?? "";
  return new Work(call, stack, logicalId, request.work ?? { startedAt: clock.now() }, (work) => {
    const now = store.request(request.token);
    if (now !== undefined) store.putRequest({ ...now, work });
  });
}
