import type { Deployment as DeploymentOutput, MethodSnapshot } from "@aws-sdk/client-api-gateway";
import { newId } from "../apis/new-api.ts";
import { badRequest } from "../errors.ts";
import { listPage } from "../list-page.ts";
import { type Deployment, type RestApi, snapshotOf } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import { newStage } from "./new-stage.ts";

function deploymentOutput(
  { id, description, createdAt, snapshot }: Deployment,
  embed?: readonly string[],
): DeploymentOutput {
  return {
    id,
    description,
    createdDate: new Date(createdAt),
    apiSummary: embed?.includes("apisummary") === true ? summaryOf(snapshot) : undefined,
  };
}

const summaryOf = ({ resources }: Deployment["snapshot"]): Record<string, Record<string, MethodSnapshot>> =>
  Object.fromEntries(
    Object.values(resources).map(({ path, methods }) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([verb, { authorizationType, apiKeyRequired }]) => [
          verb,
          { authorizationType, apiKeyRequired },
        ]),
      ),
    ]),
  );

function checkDeployable({ resources }: RestApi): void {
  const methods = Object.values(resources).flatMap((resource) => Object.values(resource.methods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some(({ methodIntegration }) => methodIntegration === undefined)) {
    throw badRequest("No integration defined for method");
  }
}

const canaryRefusal = (message: string) => badRequest(`Invalid deployment content specified.${message}`);

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
export const createDeployment: ApiGatewayOperation<"CreateDeployment"> = {
  access: on("POST", "/restapis/{restApiId}/deployments"),

  run({ store, ids, clock }, input) {
    const { restApiId, canarySettings } = input;
    // Some clients name no stage by an empty name.
    const stageName = input.stageName === "" ? undefined : input.stageName;
    const api = store.api(restApiId);
    const stage = stageName === undefined ? undefined : store.findStage(api.id, stageName);
    if (canarySettings !== undefined && stageName === undefined) {
      throw canaryRefusal(
        `Non null and non empty stageName must be provided for canary deployment. Provided value is ${input.stageName ?? "null"}`,
      );
    }
    if (canarySettings !== undefined && stage === undefined) {
      throw canaryRefusal(`Stage ${stageName} must already be created before making a canary release deployment`);
    }
    checkDeployable(api);

    const now = clock.now();
    const deployment = { id: newId(ids), description: input.description, createdAt: now, snapshot: snapshotOf(api) };
    store.putDeployment(api.id, deployment);
    if (stage !== undefined && canarySettings !== undefined) {
      const canary = { percentTraffic: 0, useStageCache: false, ...canarySettings, deploymentId: deployment.id };
      store.putStage(api.id, { ...stage, canarySettings: canary, updatedAt: now });
    } else if (stage !== undefined) {
      const variables = input.variables ?? stage.variables;
      store.putStage(api.id, { ...stage, deploymentId: deployment.id, variables, updatedAt: now });
    } else if (stageName !== undefined) {
      const { stageDescription: description, ...rest } = input;
      store.putStage(api.id, newStage({ ...rest, stageName, description, deploymentId: deployment.id }, now));
    }
    return deploymentOutput(deployment);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
export const getDeployment: ApiGatewayOperation<"GetDeployment"> = {
  access: on("GET", "/restapis/{restApiId}/deployments/{deploymentId}"),
  run: ({ store }, { restApiId, deploymentId, embed }) =>
    deploymentOutput(store.deployment(restApiId, deploymentId), embed),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export const getDeployments: ApiGatewayOperation<"GetDeployments"> = {
  access: on("GET", "/restapis/{restApiId}/deployments"),

  run({ store }, input) {
    const { items, position } = listPage(store.deployments(store.api(input.restApiId).id), input, ({ id }) => id);
    return { items: items.map((deployment) => deploymentOutput(deployment)), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html */
export const updateDeployment: ApiGatewayOperation<"UpdateDeployment"> = {
  access: on("PATCH", "/restapis/{restApiId}/deployments/{deploymentId}"),

  run({ store }, { restApiId = "", deploymentId, patchOperations }) {
    const rules = { "/description": "text" } as const;
    const deployment = store.deployment(restApiId, deploymentId);
    const changed = patched(deployment, patchOperations, { rules, badPath: badPatchPath });

    store.putDeployment(restApiId, changed);
    return deploymentOutput(changed);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export const deleteDeployment: ApiGatewayOperation<"DeleteDeployment"> = {
  access: on("DELETE", "/restapis/{restApiId}/deployments/{deploymentId}"),

  run({ store }, { restApiId = "", deploymentId }) {
    const { id } = store.deployment(restApiId, deploymentId);
    if ([...store.stages(restApiId)].some((stage) => stage.deploymentId === id)) {
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    }
    store.deleteDeployment(restApiId, id);
  },
};
