import {
  AddLayerVersionPermissionCommand,
  CreateFunctionCommand,
  DeleteLayerVersionCommand,
  GetFunctionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  RemoveLayerVersionPermissionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createRole, invoke, roleArn } from "./function.ts";

const LayerName = "tools";
const arn = "arn:aws:lambda:eu-west-1:000000000000:layer:tools";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

const publish = async (files: Readonly<Record<string, string>>) =>
  cloud.lambda.send(
    new PublishLayerVersionCommand({
      LayerName,
      Description: "of use",
      CompatibleRuntimes: ["nodejs20.x"],
      Content: { ZipFile: await zip(files) },
    }),
  );

const create = async (name: string, layers: string[]) =>
  cloud.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: roleArn,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Layers: layers,
      Code: { ZipFile: await zip({ "index.js": "exports.handler = async () => require('greet')('layer')" }) },
    }),
  );

describe("layers", () => {
  it("count their versions from one, and tell where their zip is", async () => {
    const first = await publish({ "nodejs/node_modules/greet/index.js": "module.exports = (name) => 'hello ' + name" });
    const second = await publish({ "nodejs/node_modules/greet/index.js": "module.exports = (name) => 'bye ' + name" });
    const got = await cloud.lambda.send(new GetLayerVersionCommand({ LayerName, VersionNumber: 1 }));
    const zipped = await fetch(got.Content?.Location ?? "");

    expect([first.LayerVersionArn, second.LayerVersionArn]).toEqual([`${arn}:1`, `${arn}:2`]);
    expect(got).toMatchObject({ Version: 1, Description: "of use", CompatibleRuntimes: ["nodejs20.x"] });
    expect((await zipped.arrayBuffer()).byteLength).toBe(got.Content?.CodeSize);
  });

  it("bring modules to functions", async () => {
    const made = await create("layered", [`${arn}:1`]);

    expect(made.Layers).toMatchObject([{ Arn: `${arn}:1` }]);
    expect((await invoke(cloud, "layered")).payload).toBe("hello layer");
  });

  it("are refused where they do not exist, or stand beside themselves", async () => {
    await expect(create("a", [`${arn}:9`])).rejects.toThrow(`Layer version ${arn}:9 does not exist.`);
    await expect(create("b", [`${arn}:1`, `${arn}:2`])).rejects.toThrow(/^Two different versions of the same layer/);
  });

  it("are listed, newest version first", async () => {
    const { Layers } = await cloud.lambda.send(new ListLayersCommand({}));
    const { LayerVersions } = await cloud.lambda.send(new ListLayerVersionsCommand({ LayerName }));
    const others = await cloud.lambda.send(new ListLayersCommand({ CompatibleRuntime: "python3.12" }));

    expect(Layers).toMatchObject([{ LayerName, LayerArn: arn, LatestMatchingVersion: { Version: 2 } }]);
    expect(LayerVersions?.map(({ Version }) => Version)).toEqual([2, 1]);
    expect(others.Layers).toEqual([]);
  });

  it("are given to others by statements", async () => {
    const on = { LayerName, VersionNumber: 1 };
    const { Statement, RevisionId } = await cloud.lambda.send(
      new AddLayerVersionPermissionCommand({
        ...on,
        StatementId: "all",
        Action: "lambda:GetLayerVersion",
        Principal: "*",
      }),
    );
    const { Policy } = await cloud.lambda.send(new GetLayerVersionPolicyCommand(on));
    await cloud.lambda.send(new RemoveLayerVersionPermissionCommand({ ...on, StatementId: "all", RevisionId }));

    expect(JSON.parse(Statement ?? "")).toMatchObject({ Principal: "*", Resource: `${arn}:1` });
    expect(Policy).toContain(Statement);
    await expect(cloud.lambda.send(new GetLayerVersionPolicyCommand(on))).rejects.toThrow(
      "No policy is associated with the given resource.",
    );
    await expect(cloud.lambda.send(new GetLayerVersionPolicyCommand({ LayerName, VersionNumber: 99 }))).rejects.toThrow(
      `Layer version ${arn}:99 does not exist.`,
    );
  });

  it("are gone after DeleteLayerVersion, but not from functions that have them", async () => {
    await cloud.lambda.send(new DeleteLayerVersionCommand({ LayerName, VersionNumber: 1 }));

    await expect(cloud.lambda.send(new GetLayerVersionByArnCommand({ Arn: `${arn}:1` }))).rejects.toThrow(
      "The resource you requested does not exist.",
    );
    const { Configuration } = await cloud.lambda.send(new GetFunctionCommand({ FunctionName: "layered" }));
    expect(Configuration?.Layers).toMatchObject([{ Arn: `${arn}:1` }]);
    expect((await invoke(cloud, "layered")).payload).toBe("hello layer");
  });
});
