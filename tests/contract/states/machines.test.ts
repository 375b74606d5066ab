import {
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DeleteStateMachineAliasCommand,
  DeleteStateMachineCommand,
  DeleteStateMachineVersionCommand,
  DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand,
  InvalidDefinition,
  InvalidLoggingConfiguration,
  ListExecutionsCommand,
  ListStateMachineAliasesCommand,
  ListStateMachinesCommand,
  ListStateMachineVersionsCommand,
  ListTagsForResourceCommand,
  PublishStateMachineVersionCommand,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineAliasCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, ended, only, roleArn } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

const pass = (comment: string): string => JSON.stringify(only({ Type: "Pass", Comment: comment }));
const create = (name: string, more: object = {}) =>
  cloud.states.send(new CreateStateMachineCommand({ name, definition: pass("one"), roleArn, ...more }));

describe("CreateStateMachine", () => {
  it("answers the same machine for the same request, and refuses another one of its name", async () => {
    const one = await create("same");
    const again = await create("same");

    expect(again.stateMachineArn).toBe(one.stateMachineArn);
    await expect(create("same", { definition: pass("other") })).rejects.toMatchObject({
      name: "StateMachineAlreadyExists",
      message: `State Machine Already Exists: '${one.stateMachineArn}'`,
    });
  });

  it.each([
    [{}, "These fields are required: [States, StartAt] at /"],
    [{ StartAt: "A", States: { B: { Type: "Succeed" } } }, "Missing 'Next' target: A at /StartAt"],
    [only({ Type: "Nap" }), "The field 'Type' should have one of these values"],
    [only({ Type: "Wait", Seconds: 1, Timestamp: "2026-01-01T00:00:00Z" }), "Exactly one of these fields is required"],
    [
      only({ Type: "Wait", Timestamp: "2026-01-01" }),
      "String does not match RFC3339 timestamp at /States/Only/Timestamp",
    ],
    [only({ Type: "Task", Resource: "arn:aws:states:::dynamodb:query" }), "is not recognized"],
    [only({ Type: "Parallel", Branches: [] }), "Value cannot be empty at /States/Only/Branches"],
    [
      only({ Type: "Pass", Parameters: { "a.$": "no path" } }),
      "must be a valid JSONPath or a valid intrinsic function call",
    ],
    [
      only({ Type: "Wait", SecondsPath: "States.MathAdd(1, 2)" }),
      "Value is not a valid JSONPath at /States/Only/SecondsPath",
    ],
    [only({ Type: "Pass", InputPath: "$.a[" }), "Value is not a valid JSONPath at /States/Only/InputPath"],
    [only({ Type: "Pass", Next: "Only" }), "Only one of the fields 'Next' and 'End' can be set"],
    [only({ Type: "Pass", Output: 1 }), "Field is not supported when QueryLanguage is JSONPath"],
    [only({ Type: "Pass", Bogus: 1 }), "Field is not supported at /States/Only/Bogus"],
    [only({ Type: "Pass", QueryLanguage: "JSONPath" }, { QueryLanguage: "JSONata" }), "can not be 'JSONPath'"],
    [{ StartAt: "A", States: { A: { Type: "Succeed" }, B: { Type: "Succeed" } } }, 'State "B" is not reachable.'],
    [only({ Type: "Map", ItemProcessor: only({ Type: "Pass" }) }), "Duplicate State name: Only"],
  ])("refuses %j", (definition, message) =>
    expect(create("wrong", { definition: JSON.stringify(definition) })).rejects.toMatchObject({
      name: InvalidDefinition.name,
      message: expect.stringContaining(message),
    }),
  );

  it.each(["a b", "a:b", "a*b", "a/b"])("refuses the name %j", (name) =>
    expect(create(name)).rejects.toMatchObject({ name: "InvalidName", message: `Invalid Name: '${name}'` }),
  );

  it("refuses a log level without a log group", () =>
    expect(create("logged", { loggingConfiguration: { level: "ALL" } })).rejects.toBeInstanceOf(
      InvalidLoggingConfiguration,
    ));

  it("refuses what an Express machine cannot wait for", () =>
    expect(
      create("express", {
        type: "EXPRESS",
        definition: JSON.stringify(only({ Type: "Task", Resource: "arn:aws:states:::sns:publish.waitForTaskToken" })),
      }),
    ).rejects.toThrow("Express state machine does not support '.waitForTaskToken' service integration"));
});

describe("UpdateStateMachine", () => {
  it("makes a revision of what has changed, and none of what has not", async () => {
    const { stateMachineArn } = await create("updated");
    const first = await cloud.states.send(new UpdateStateMachineCommand({ stateMachineArn, definition: pass("two") }));
    const second = await cloud.states.send(new UpdateStateMachineCommand({ stateMachineArn, definition: pass("two") }));
    const described = await cloud.states.send(new DescribeStateMachineCommand({ stateMachineArn }));

    expect(second.revisionId).toBe(first.revisionId);
    expect(described).toMatchObject({
      definition: pass("two"),
      revisionId: first.revisionId,
      status: "ACTIVE",
      type: "STANDARD",
    });
  });
});

describe("ListStateMachines", () => {
  it("answers page by page, and forgets what is deleted", async () => {
    for (const name of ["list-a", "list-b", "list-c"]) await create(name);
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await cloud.states.send(
        new ListStateMachinesCommand({ maxResults: 2, ...(nextToken === undefined ? {} : { nextToken }) }),
      );
      names.push(...(page.stateMachines ?? []).map(({ name = "" }) => name));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const stateMachineArn = "arn:aws:states:eu-west-1:000000000000:stateMachine:list-b";
    await cloud.states.send(new DeleteStateMachineCommand({ stateMachineArn }));

    expect(names.filter((name) => name.startsWith("list-"))).toEqual(["list-a", "list-b", "list-c"]);
    await expect(cloud.states.send(new DescribeStateMachineCommand({ stateMachineArn }))).rejects.toBeInstanceOf(
      StateMachineDoesNotExist,
    );
  });
});

describe("versions and aliases", () => {
  it("run what they were made of", async () => {
    const { stateMachineArn, stateMachineVersionArn: one } = await create("versioned", { publish: true });
    await cloud.states.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(only({ Type: "Pass", Result: 2 })) }),
    );
    const { stateMachineVersionArn: two } = await cloud.states.send(
      new PublishStateMachineVersionCommand({ stateMachineArn, description: "second" }),
    );
    const again = await cloud.states.send(new PublishStateMachineVersionCommand({ stateMachineArn }));
    const { stateMachineAliasArn } = await cloud.states.send(
      new CreateStateMachineAliasCommand({
        name: "live",
        routingConfiguration: [{ stateMachineVersionArn: one, weight: 100 }],
      }),
    );
    const started = await cloud.states.send(new StartExecutionCommand({ stateMachineArn: stateMachineAliasArn }));
    const old = await ended(cloud, started.executionArn ?? "");
    await cloud.states.send(
      new UpdateStateMachineAliasCommand({
        stateMachineAliasArn,
        routingConfiguration: [{ stateMachineVersionArn: two, weight: 100 }],
      }),
    );
    const restarted = await cloud.states.send(new StartExecutionCommand({ stateMachineArn: stateMachineAliasArn }));
    const young = await ended(cloud, restarted.executionArn ?? "");
    const versions = await cloud.states.send(new ListStateMachineVersionsCommand({ stateMachineArn }));
    const aliases = await cloud.states.send(new ListStateMachineAliasesCommand({ stateMachineArn }));
    const listed = await cloud.states.send(new ListExecutionsCommand({ stateMachineArn: stateMachineAliasArn }));

    expect(two).toBe(`${stateMachineArn}:2`);
    expect(again.stateMachineVersionArn).toBe(two);
    expect([old.output, young.output]).toEqual(["{}", "2"]);
    expect(young).toMatchObject({ stateMachineVersionArn: two, stateMachineAliasArn });
    expect(versions.stateMachineVersions?.map((version) => version.stateMachineVersionArn)).toEqual([two, one]);
    expect(aliases.stateMachineAliases).toHaveLength(1);
    expect(listed.executions).toHaveLength(2);
    await expect(
      cloud.states.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: two })),
    ).rejects.toMatchObject({ name: "ConflictException" });
    await cloud.states.send(new DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
    await cloud.states.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: two }));
    await expect(
      cloud.states.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn })),
    ).rejects.toMatchObject({ name: "ResourceNotFound" });
  });

  it("refuse weights that are not a hundred together", async () => {
    const { stateMachineVersionArn } = await create("weights", { publish: true });
    const routingConfiguration = [{ stateMachineVersionArn, weight: 50 }];

    await expect(
      cloud.states.send(new CreateStateMachineAliasCommand({ name: "half", routingConfiguration })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });
});

describe("tags", () => {
  it("are kept by key, and not on versions", async () => {
    const { stateMachineArn: resourceArn } = await create("tagged", { tags: [{ key: "a", value: "1" }] });
    await cloud.states.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { key: "a", value: "2" },
          { key: "b", value: "" },
        ],
      }),
    );
    const both = await cloud.states.send(new ListTagsForResourceCommand({ resourceArn }));
    await cloud.states.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));
    const one = await cloud.states.send(new ListTagsForResourceCommand({ resourceArn }));

    expect(both.tags).toEqual([
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ]);
    expect(one.tags).toEqual([{ key: "b", value: "" }]);
    await expect(
      cloud.states.send(new TagResourceCommand({ resourceArn: `${resourceArn}:1`, tags: [] })),
    ).rejects.toMatchObject({ name: "ResourceNotFound" });
  });
});

describe("ValidateStateMachineDefinition", () => {
  it("says everything that is wrong, and where", async () => {
    const definition = JSON.stringify({
      StartAt: "A",
      States: { A: { Type: "Wait", End: true }, B: { Type: "Fail" } },
    });

    const { result, diagnostics } = await cloud.states.send(new ValidateStateMachineDefinitionCommand({ definition }));

    expect(result).toBe("FAIL");
    expect(diagnostics?.map(({ code, location }) => [code, location])).toEqual([
      ["SCHEMA_VALIDATION_FAILED", "/States/A"],
      ["MISSING_TRANSITION_TARGET", "/States/B"],
    ]);
  });
});
