import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import type { Work } from "../engine/work.ts";
import { readObject } from "../requests/fetch-template.ts";
import { parseYaml } from "../templates/parse-template.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TagRule } from "./tags.ts";

const tags: TagRule = {
  style: "lower",
  add: "TagResource",
  remove: "UntagResource",
  target: ({ PhysicalId = "" }) => ({ ResourceArn: PhysicalId }),
  keys: "TagKeys",
};

/** The definition, wherever it stands, with what the template puts into it. */
function definitionOf(facts: Facts, stored: string | undefined): string {
  const { Definition: definition, DefinitionString: text, DefinitionSubstitutions: substitutions } = facts;
  const written = definition === undefined ? toText(text ?? stored ?? "") : JSON.stringify(definition);
  if (!isObject(substitutions)) return written;
  return written.replace(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) =>
    substitutions[name] === undefined ? whole : toText(substitutions[name]),
  );
}

/** A definition that is kept in S3 may be YAML. */
async function storedDefinition(work: Work, place: Json | undefined): Promise<string | undefined> {
  if (!isObject(place)) return undefined;
  const { Bucket = "", Key = "", Version: version } = place;
  const { aws, endpoint } = work.call;
  const found = {
    bucket: toText(Bucket),
    key: toText(Key),
    ...(version === undefined ? {} : { version: toText(version) }),
  };
  const text = await readObject({ aws, endpoint, principal: await work.principal() }, found);
  return text.trimStart().startsWith("{") ? text : JSON.stringify(parseYaml(text));
}

const machine = declared({
  service: "states",
  create: "CreateStateMachine",
  update: "UpdateStateMachine",
  delete: "DeleteStateMachine",
  read: "DescribeStateMachine",
  id: "StateMachineArn",
  name: { property: "StateMachineName", max: 80 },
  input: (facts) => ({
    Name: facts["StateMachineName"] ?? "",
    Type: facts["StateMachineType"] ?? "STANDARD",
    ...(facts["PhysicalId"] === undefined ? {} : { StateMachineArn: facts["PhysicalId"] }),
  }),
  resets: {
    EncryptionConfiguration: { Type: "AWS_OWNED_KEY" },
    LoggingConfiguration: { Level: "OFF", IncludeExecutionData: false, Destinations: [] },
    TracingConfiguration: { Enabled: false },
  },
  attributes: {
    Arn: "StateMachineArn",
    Name: "StateMachineName",
    StateMachineRevisionId: "RevisionId",
  },
  tags,
  // Deletion is over when nothing of it runs any more.
  afterDelete: async (work, facts) =>
    void (await work.until(() =>
      work
        .aws("states", "DescribeStateMachine", { StateMachineArn: facts["PhysicalId"] ?? "" })
        .then(() => undefined)
        .catch((error: unknown) => (isMissing(error) ? true : undefined)),
    )),
});

const withDefinition = async (work: Work, properties: JsonObject): Promise<JsonObject> => ({
  ...properties,
  Definition: definitionOf(properties, await storedDefinition(work, properties["DefinitionS3Location"])),
});

export const statesTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::StepFunctions::StateMachine": {
    ...machine,
    create: async (work, properties) => machine.create(work, await withDefinition(work, properties)),
    async update(work, resource, properties) {
      if (machine.update === undefined) throw new PlainFailure("State machines cannot be updated");
      return await machine.update(work, resource, await withDefinition(work, properties));
    },
  },

  "AWS::StepFunctions::Activity": declared({
    service: "states",
    create: "CreateActivity",
    delete: "DeleteActivity",
    id: "ActivityArn",
    input: (facts) => (facts["PhysicalId"] === undefined ? {} : { ActivityArn: facts["PhysicalId"] }),
    attributes: { Arn: "ActivityArn", Name: "Name" },
    tags,
  }),

  "AWS::StepFunctions::StateMachineVersion": declared({
    service: "states",
    create: "PublishStateMachineVersion",
    delete: "DeleteStateMachineVersion",
    id: "StateMachineVersionArn",
    input: (facts) => ({
      ...(facts["StateMachineRevisionId"] === undefined ? {} : { RevisionId: facts["StateMachineRevisionId"] }),
      ...(facts["PhysicalId"] === undefined ? {} : { StateMachineVersionArn: facts["PhysicalId"] }),
    }),
    attributes: { Arn: "StateMachineVersionArn" },
  }),

  "AWS::StepFunctions::StateMachineAlias": declared({
    service: "states",
    create: "CreateStateMachineAlias",
    update: "UpdateStateMachineAlias",
    delete: "DeleteStateMachineAlias",
    id: "StateMachineAliasArn",
    name: { property: "Name", max: 80 },
    input: (facts) => {
      const preference = facts["DeploymentPreference"];
      const version = isObject(preference) ? preference["StateMachineVersionArn"] : undefined;
      return {
        ...(version === undefined ? {} : { RoutingConfiguration: [{ StateMachineVersionArn: version, Weight: 100 }] }),
        ...(facts["PhysicalId"] === undefined ? {} : { StateMachineAliasArn: facts["PhysicalId"] }),
      };
    },
    attributes: { Arn: "StateMachineAliasArn" },
  }),
};
