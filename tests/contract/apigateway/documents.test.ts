import {
  CreateDeploymentCommand,
  GetExportCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const mock = {
  type: "mock",
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  responses: {
    default: { statusCode: "200", responseTemplates: { "application/json": '{"pet": "$input.params(\'id\')"}' } },
  },
};
const document = (paths: object) =>
  Buffer.from(JSON.stringify({ openapi: "3.0.1", info: { title: "pets", version: "1" }, paths }));
const operation = { responses: { "200": {} }, "x-amazon-apigateway-integration": mock };

describe("An API out of a document", () => {
  it("is served, written down again, and replaced", async () => {
    const { apigateway } = cloud;
    const { id: restApiId, name } = await apigateway.send(
      new ImportRestApiCommand({ body: document({ "/pets/{id}": { get: operation } }) }),
    );
    await apigateway.send(new CreateDeploymentCommand({ restApiId, stageName: "v1" }));
    const url = `${cloud.cloud.endpoint}/_aws/execute-api/${restApiId}/v1/pets/9`;
    const { body } = await apigateway.send(
      new GetExportCommand({
        restApiId,
        stageName: "v1",
        exportType: "oas30",
        parameters: { extensions: "integrations" },
      }),
    );
    const exported = JSON.parse(Buffer.from(body ?? []).toString("utf8"));
    const put = { restApiId, mode: "overwrite", body: document({ "/dogs": { get: operation } }) } as const;
    await apigateway.send(new PutRestApiCommand(put));
    const { items = [] } = await apigateway.send(new GetResourcesCommand({ restApiId }));

    expect(name).toBe("pets");
    expect(await (await fetch(url, { headers: { "content-type": "application/json" } })).json()).toEqual({ pet: "9" });
    expect(exported.paths["/pets/{id}"].get["x-amazon-apigateway-integration"]).toMatchObject({ type: "mock" });
    expect(items.map(({ path }) => path).sort()).toEqual(["/", "/dogs"]);
    await expect(apigateway.send(new ImportRestApiCommand({ body: Buffer.from("{'a") }))).rejects.toMatchObject({
      message: "Invalid OpenAPI input.",
    });
  });
});
