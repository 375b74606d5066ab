import { dates, type HttpDeployment } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";

const path = "/apis/{ApiId}/deployments";

const output = ({ served: _, ...deployment }: HttpDeployment) => dates(deployment);

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#CreateDeployment */
export const createDeployment: HttpApiOperation<"CreateDeployment"> = {
  access: on("POST", path),

  run({ store, ids, clock }, input) {
    const { ApiId } = store.api(input.ApiId);
    const stage = input.StageName === undefined ? undefined : store.stages.get(ApiId, input.StageName);
    const deployment: HttpDeployment = {
      DeploymentId: ids.text(6),
      AutoDeployed: false,
      CreatedDate: clock.now(),
      DeploymentStatus: "DEPLOYED",
      Description: input.Description,
      served: store.live(ApiId),
    };

    store.deployments.put(ApiId, deployment);
    if (stage !== undefined)
      store.stages.put(ApiId, { ...stage, DeploymentId: deployment.DeploymentId, LastUpdatedDate: clock.now() });
    return output(deployment);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetDeployment */
export const getDeployment: HttpApiOperation<"GetDeployment"> = {
  access: on("GET", `${path}/{DeploymentId}`),
  run: ({ store }, { ApiId, DeploymentId }) => output(store.deployments.get(ApiId, DeploymentId)),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetDeployments */
export const getDeployments: HttpApiOperation<"GetDeployments"> = {
  access: on("GET", path),
  run: ({ store }, { ApiId }) => ({ Items: store.deployments.list(store.api(ApiId).ApiId).map(output) }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#UpdateDeployment */
export const updateDeployment: HttpApiOperation<"UpdateDeployment"> = {
  access: on("PATCH", `${path}/{DeploymentId}`),

  run({ store }, { ApiId = "", DeploymentId, Description }) {
    const deployment = { ...store.deployments.get(ApiId, DeploymentId), Description };
    store.deployments.put(ApiId, deployment);
    return output(deployment);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteDeployment */
export const deleteDeployment: HttpApiOperation<"DeleteDeployment"> = {
  access: on("DELETE", `${path}/{DeploymentId}`),
  run: ({ store }, { ApiId = "", DeploymentId }) =>
    store.deployments.delete(ApiId, store.deployments.get(ApiId, DeploymentId).DeploymentId),
};
