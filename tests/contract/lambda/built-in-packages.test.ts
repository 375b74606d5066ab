import { mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, PublishLayerVersionCommand, type Runtime } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createFunction, createRole, invoke, roleArn } from "./function.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await cloud.iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "table",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }],
      }),
    }),
  );
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName: "people",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  await cloud.dynamodb.send(new PutItemCommand({ TableName: "people", Item: { id: { S: "a" }, age: { N: "36" } } }));
});
afterAll(() => cloud.stop());

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
describe("AWS's SDK in a function that does not bring it", () => {
  const body = `
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    const read = async () => (await client.send(new GetCommand({ TableName: "people", Key: { id: "a" } }))).Item;`;

  it("is required by CommonJS", async () => {
    const code = `
      const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
      const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");
      ${body}
      exports.handler = read;`;
    await createFunction(cloud, { name: "common", files: { "index.js": code } });

    expect(await invoke(cloud, "common")).toMatchObject({ error: undefined, payload: { id: "a", age: 36 } });
  });

  it("is imported by ES modules", async () => {
    const code = `
      import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
      import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
      ${body}
      export const handler = read;`;
    await createFunction(cloud, { name: "module", files: { "index.mjs": code } });

    expect(await invoke(cloud, "module")).toMatchObject({ error: undefined, payload: { id: "a", age: 36 } });
  });

  it("gives way to what the code brings itself", async () => {
    const files = {
      "index.js": `exports.handler = async () => require("@aws-sdk/client-dynamodb").own;`,
      "node_modules/@aws-sdk/client-dynamodb/index.js": "exports.own = true;",
    };
    await createFunction(cloud, { name: "own", files });

    expect((await invoke(cloud, "own")).payload).toBe(true);
  });
});

describe("packages of layers", () => {
  const loads = {
    "index.js": `exports.handler = async () => require("@aws-sdk/client-s3").layered;`,
    "index.mjs": `import sdk from "@aws-sdk/client-s3"; export const handler = async () => sdk.layered;`,
  };

  it.each(Object.entries(loads))("come before those of the runtime in %s", async (file, code) => {
    const name = file.replace(".", "-");
    const layer = await cloud.lambda.send(
      new PublishLayerVersionCommand({
        LayerName: name,
        Content: {
          ZipFile: await zip({
            "nodejs/node_modules/@aws-sdk/client-s3/package.json": `{"main": "main.js"}`,
            "nodejs/node_modules/@aws-sdk/client-s3/main.js": "exports.layered = true;",
          }),
        },
      }),
    );
    await cloud.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: roleArn,
        Runtime: "nodejs22.x" as Runtime,
        Handler: "index.handler",
        Layers: [layer.LayerVersionArn ?? ""],
        Code: { ZipFile: await zip({ [file]: code }) },
      }),
    );

    expect(await invoke(cloud, name)).toMatchObject({ error: undefined, payload: true });
  });
});

describe("packages of this machine", () => {
  it("are not found by functions that do not bring them", async () => {
    const folder = mkdtempSync(fileURLToPath(new URL("../../../node_modules/.cloud-", import.meta.url)));
    const other = await startTestCloud({ folder });
    await createRole(other);
    await createFunction(other, {
      name: "machine",
      files: { "index.js": `exports.handler = async () => require("vitest");` },
    });

    const { payload } = await invoke(other, "machine");

    await other.stop();
    rmSync(folder, { recursive: true });
    expect(payload).toMatchObject({ errorMessage: expect.stringContaining("Cannot find module 'vitest'") });
  });
});
