import {
  AddPermissionCommand,
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  GetProvisionedConcurrencyConfigCommand,
  InvokeCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListProvisionedConcurrencyConfigsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createFunction, createRole } from "./function.ts";

const arn = "arn:aws:lambda:eu-west-1:000000000000:function:versioned";
const FunctionName = "versioned";
const code = (answer: string) => ({
  "index.js": `exports.handler = async (event, context) => [${JSON.stringify(answer)}, context.functionVersion, context.invokedFunctionArn];`,
});

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunction(cloud, { name: FunctionName, files: code("first") });
});
afterAll(() => cloud.stop());

async function run(Qualifier?: string): Promise<unknown> {
  const { Payload } = await cloud.lambda.send(new InvokeCommand({ FunctionName, Qualifier }));
  return JSON.parse(Payload?.transformToString() ?? "");
}

const publish = () => cloud.lambda.send(new PublishVersionCommand({ FunctionName }));

async function changeCode(answer: string): Promise<void> {
  await cloud.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await zip(code(answer)) }));
}

describe("PublishVersion", () => {
  it("keeps what $LATEST is, whatever becomes of it", async () => {
    const published = await publish();
    await changeCode("second");

    expect(published).toMatchObject({ Version: "1", FunctionArn: `${arn}:1` });
    expect(await run("1")).toEqual(["first", "1", `${arn}:1`]);
    expect(await run()).toEqual(["second", "$LATEST", arn]);
  });

  it("answers the last version again while nothing has changed", async () => {
    const second = await publish();
    const again = await publish();

    expect([second.Version, again.Version]).toEqual(["2", "2"]);
  });

  it("refuses a hash that is not the one of the code", async () => {
    const refused = cloud.lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256: "no" }));

    await expect(refused).rejects.toThrow(/^CodeSHA256 \(no\) is different from current CodeSHA256 in \$LATEST/);
  });

  it("shows in the lists of versions", async () => {
    const { Versions } = await cloud.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    const all = await cloud.lambda.send(new ListFunctionsCommand({ FunctionVersion: "ALL" }));

    expect(Versions?.map(({ Version }) => Version)).toEqual(["$LATEST", "1", "2"]);
    expect(all.Functions?.map((fn) => fn.FunctionArn)).toEqual([`${arn}:$LATEST`, `${arn}:1`, `${arn}:2`]);
  });
});

describe("aliases", () => {
  it("lead to a version, and to another one after UpdateAlias", async () => {
    const made = await cloud.lambda.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));
    const before = await run("live");
    await cloud.lambda.send(new UpdateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "2" }));

    expect(made).toMatchObject({ AliasArn: `${arn}:live`, FunctionVersion: "1", Description: "" });
    expect(before).toEqual(["first", "1", `${arn}:live`]);
    expect(await run("live")).toEqual(["second", "2", `${arn}:live`]);
    expect((await cloud.lambda.send(new GetAliasCommand({ FunctionName, Name: "live" }))).FunctionVersion).toBe("2");
  });

  it("share events out by weight", async () => {
    await cloud.lambda.send(
      new CreateAliasCommand({
        FunctionName,
        Name: "split",
        FunctionVersion: "1",
        RoutingConfig: { AdditionalVersionWeights: { "2": 0.5 } },
      }),
    );
    const seen = new Set<unknown>();
    for (let turn = 0; turn < 40; turn++) seen.add(((await run("split")) as string[])[1]);

    expect([...seen].sort()).toEqual(["1", "2"]);
  });

  it("are refused where they lead nowhere, twice, or to themselves", async () => {
    const create = (Name: string, FunctionVersion: string, weights?: Record<string, number>) =>
      cloud.lambda.send(
        new CreateAliasCommand({
          FunctionName,
          Name,
          FunctionVersion,
          ...(weights === undefined ? {} : { RoutingConfig: { AdditionalVersionWeights: weights } }),
        }),
      );

    await expect(create("a", "77")).rejects.toThrow(`Function not found: ${arn}:77`);
    await expect(create("live", "1")).rejects.toThrow(`Alias already exists: ${arn}:live`);
    await expect(create("b", "1", { "1": 0.1 })).rejects.toThrow("already included in routing configuration");
    await expect(create("c", "$LATEST", { "1": 0.1 })).rejects.toThrow("$LATEST is not supported for an alias");
    await expect(cloud.lambda.send(new GetAliasCommand({ FunctionName, Name: "none" }))).rejects.toThrow(
      `Cannot find alias arn: ${arn}:none`,
    );
  });

  it("are listed, of all versions or of one", async () => {
    const all = await cloud.lambda.send(new ListAliasesCommand({ FunctionName }));
    const ofOne = await cloud.lambda.send(new ListAliasesCommand({ FunctionName, FunctionVersion: "1" }));

    expect(all.Aliases?.map(({ Name }) => Name)).toEqual(["live", "split"]);
    expect(ofOne.Aliases?.map(({ Name }) => Name)).toEqual(["split"]);
  });

  it("have policies of their own", async () => {
    const permission = {
      FunctionName,
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      StatementId: "one",
    };
    const { Statement } = await cloud.lambda.send(new AddPermissionCommand({ ...permission, Qualifier: "live" }));
    const policy = await cloud.lambda.send(new GetPolicyCommand({ FunctionName, Qualifier: "live" }));

    expect(JSON.parse(Statement ?? "")).toMatchObject({ Resource: `${arn}:live` });
    expect(policy.Policy).toContain(Statement);
    await expect(cloud.lambda.send(new GetPolicyCommand({ FunctionName }))).rejects.toThrow(
      "The resource you requested does not exist.",
    );
    await expect(cloud.lambda.send(new AddPermissionCommand({ ...permission, Qualifier: "$LATEST" }))).rejects.toThrow(
      "We currently do not support adding policies for $LATEST.",
    );
  });
});

describe("provisioned concurrency", () => {
  it("is put, shown, listed and deleted for an alias, with environments that are there before the first event", async () => {
    const on = { FunctionName, Qualifier: "live" };
    const put = await cloud.lambda.send(
      new PutProvisionedConcurrencyConfigCommand({ ...on, ProvisionedConcurrentExecutions: 1 }),
    );
    const got = await cloud.lambda.send(new GetProvisionedConcurrencyConfigCommand(on));
    const listed = await cloud.lambda.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName }));
    await cloud.lambda.send(new DeleteProvisionedConcurrencyConfigCommand(on));

    expect(put.Status).toBe("IN_PROGRESS");
    expect(got).toMatchObject({ Status: "READY", AvailableProvisionedConcurrentExecutions: 1 });
    expect(listed.ProvisionedConcurrencyConfigs).toMatchObject([{ FunctionArn: `${arn}:live` }]);
    await expect(cloud.lambda.send(new GetProvisionedConcurrencyConfigCommand(on))).rejects.toThrow(
      "No Provisioned Concurrency Config found for this function",
    );
  });

  it("is refused for a version and for its alias at once", async () => {
    const { FunctionVersion: version } = await cloud.lambda.send(new GetAliasCommand({ FunctionName, Name: "live" }));
    const put = (Qualifier = "") =>
      cloud.lambda.send(
        new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier, ProvisionedConcurrentExecutions: 1 }),
      );
    const remove = (Qualifier = "") =>
      cloud.lambda.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier }));

    await put(version);
    await expect(put("live")).rejects.toThrow("on an already Provisioned version");
    await remove(version);
    await put("live");
    await expect(put(version)).rejects.toThrow("Version is pointed by a Provisioned Concurrency alias");
    await remove("live");
  });

  it.each([
    [901, "below its minimum value of [100]"],
    [1001, "greater than account's unreserved concurrency [1000]"],
  ])("is refused for %d environments", async (ProvisionedConcurrentExecutions, message) => {
    const put = new PutProvisionedConcurrencyConfigCommand({
      FunctionName,
      Qualifier: "live",
      ProvisionedConcurrentExecutions,
    });

    await expect(cloud.lambda.send(put)).rejects.toThrow(message);
  });

  it("is not there for $LATEST", async () => {
    const get = new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: "$LATEST" });

    await expect(cloud.lambda.send(get)).rejects.toThrow("must be an alias or a published version.");
  });

  it("is refused for $LATEST", async () => {
    const put = new PutProvisionedConcurrencyConfigCommand({
      FunctionName,
      Qualifier: "$LATEST",
      ProvisionedConcurrentExecutions: 1,
    });

    await expect(cloud.lambda.send(put)).rejects.toThrow(
      "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
    );
  });
});

describe("DeleteFunction with a qualifier", () => {
  it("takes a version away, but not one that an alias names, nor $LATEST or an alias", async () => {
    const remove = (Qualifier: string) => cloud.lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));

    await expect(remove("2")).rejects.toThrow(/^Version 2 is being used by 2 alias/);
    await expect(remove("$LATEST")).rejects.toThrow("$LATEST version cannot be deleted without deleting the function.");
    await expect(remove("live")).rejects.toThrow("Deletion of aliases is not currently supported.");
    for (const Name of ["live", "split"]) await cloud.lambda.send(new DeleteAliasCommand({ FunctionName, Name }));
    await remove("2");
    await expect(cloud.lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: "2" }))).rejects.toThrow(
      `Function not found: ${arn}:2`,
    );
  });

  it("never gives a number twice", async () => {
    await changeCode("third");

    expect((await publish()).Version).toBe("3");
  });
});
