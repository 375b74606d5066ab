import { badRequest, conflict } from "../errors.ts";
import type { Stage } from "../model.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";
import { newStage, stageOutput } from "./new-stage.ts";
import { patchedStage } from "./patch-stage.ts";

const path = "/restapis/{restApiId}/stages/{stageName}";

function check(store: ApiGatewayStore, apiId: string, { deploymentId, documentationVersion }: Stage): void {
  if (store.findDeployment(apiId, deploymentId) === undefined) throw badRequest("Deployment id does not exist");
  if (
    documentationVersion !== undefined &&
    store.api(apiId).documentationVersions[documentationVersion] === undefined
  ) {
    throw badRequest("Documentation version does not exist");
  }
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const createStage: ApiGatewayOperation<"CreateStage"> = {
  access: on("POST", "/restapis/{restApiId}/stages"),

  run({ store, clock }, input) {
    const { id } = store.api(input.restApiId);
    const stage = newStage(input, clock.now());
    check(store, id, stage);
    if (store.findStage(id, stage.stageName) !== undefined) throw conflict("Stage already exists");

    store.putStage(id, stage);
    return stageOutput(stage);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export const getStage: ApiGatewayOperation<"GetStage"> = {
  access: on("GET", path),
  run: ({ store }, { restApiId, stageName }) => stageOutput(store.stage(restApiId, stageName)),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export const getStages: ApiGatewayOperation<"GetStages"> = {
  access: on("GET", "/restapis/{restApiId}/stages"),

  run({ store }, { restApiId, deploymentId }) {
    const stages = [...store.stages(store.api(restApiId).id)];
    const asked = stages.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId);
    return { item: asked.map(stageOutput) };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export const updateStage: ApiGatewayOperation<"UpdateStage"> = {
  access: on("PATCH", path),

  run({ store, clock }, { restApiId = "", stageName, patchOperations = [] }) {
    const changed = {
      ...patchedStage(store.stage(restApiId, stageName), patchOperations),
      updatedAt: clock.now(),
    };
    check(store, restApiId, changed);

    store.putStage(restApiId, changed);
    return stageOutput(changed);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export const deleteStage: ApiGatewayOperation<"DeleteStage"> = {
  access: on("DELETE", path),
  run: ({ store }, { restApiId = "", stageName }) =>
    store.deleteStage(restApiId, store.stage(restApiId, stageName).stageName),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageCache.html */
export const flushStageCache: ApiGatewayOperation<"FlushStageCache"> = {
  access: on("DELETE", `${path}/cache/data`),

  run({ store }, { restApiId, stageName }) {
    store.stage(restApiId, stageName);
  },
};
