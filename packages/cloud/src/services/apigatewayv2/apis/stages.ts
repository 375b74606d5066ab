import { badRequest, conflict } from "../errors.ts";
import { dates, type HttpStage, updated } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";
import type { HttpApiStore } from "../store.ts";
import { newStage } from "./new-stage.ts";

const path = "/apis/{ApiId}/stages";

function check(store: HttpApiStore, apiId: string, { StageName, DeploymentId }: HttpStage): void {
  if (!/^(\$default|[a-zA-Z0-9_-]{1,128})$/.test(StageName))
    throw badRequest("Stage name must be $default or consist of a-zA-Z0-9_-");
  if (DeploymentId !== undefined) store.deployments.get(apiId, DeploymentId);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#CreateStage */
export const createStage: HttpApiOperation<"CreateStage"> = {
  access: on("POST", path),

  run({ store, clock }, input) {
    const { ApiId } = store.api(input.ApiId);
    const { StageName = "" } = input;
    if (store.stages.find(ApiId, StageName) !== undefined) throw conflict("Stage already exists");
    const stage = updated(newStage(StageName, clock.now()), input, members);
    check(store, ApiId, stage);

    store.stages.put(ApiId, stage);
    return dates(stage);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetStage */
export const getStage: HttpApiOperation<"GetStage"> = {
  access: on("GET", `${path}/{StageName}`),
  run: ({ store }, { ApiId, StageName }) => dates(store.stages.get(ApiId, StageName)),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetStages */
export const getStages: HttpApiOperation<"GetStages"> = {
  access: on("GET", path),
  run: ({ store }, { ApiId }) => ({ Items: store.stages.list(store.api(ApiId).ApiId).map(dates) }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#UpdateStage */
export const updateStage: HttpApiOperation<"UpdateStage"> = {
  access: on("PATCH", `${path}/{StageName}`),

  run({ store, clock }, input) {
    const before = store.stages.get(input.ApiId, input.StageName);
    const changed = updated(before, input, members);
    check(store, input.ApiId ?? "", changed);

    store.stages.put(input.ApiId ?? "", { ...changed, LastUpdatedDate: clock.now() });
    return dates(changed);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteStage */
export const deleteStage: HttpApiOperation<"DeleteStage"> = {
  access: on("DELETE", `${path}/{StageName}`),
  run: ({ store }, { ApiId = "", StageName }) =>
    store.stages.delete(ApiId, store.stages.get(ApiId, StageName).StageName),
};

const members = [
  "AccessLogSettings",
  "AutoDeploy",
  "ClientCertificateId",
  "DefaultRouteSettings",
  "DeploymentId",
  "Description",
  "RouteSettings",
  "StageVariables",
  "Tags",
] as const satisfies readonly (keyof HttpStage)[];
