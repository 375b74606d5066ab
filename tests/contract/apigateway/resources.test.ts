import { CreateResourceCommand, CreateRestApiCommand, UpdateResourceCommand } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

describe("UpdateResource", () => {
  it("moves a resource with all below it, but not below itself", async () => {
    const { apigateway } = cloud;
    const { id: restApiId, rootResourceId } = await apigateway.send(new CreateRestApiCommand({ name: "tree" }));
    const create = async (parentId: string | undefined, pathPart: string) =>
      (await apigateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart }))).id;
    const orders = await create(rootResourceId, "orders");
    const lines = await create(orders, "lines");
    const old = await create(rootResourceId, "old");
    const move = (value: string | undefined) =>
      apigateway.send(
        new UpdateResourceCommand({
          restApiId,
          resourceId: orders,
          patchOperations: [{ op: "replace", path: "/parentId", value }],
        }),
      );

    for (const parent of [orders, lines]) await expect(move(parent)).rejects.toThrow("Resource cannot be cyclic.");

    expect((await move(old)).path).toBe("/old/orders");
  });
});
