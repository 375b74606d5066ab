import type { JsonObject } from "../../../../sdk-calls/json.ts";
import { isObject } from "../../../../sdk-calls/json.ts";
import { toText } from "../../templates/text.ts";
import { conditionOf, type Expansion, getAtt, inherited, objectOf, picked, ref } from "./expansion.ts";
import { invalidResource } from "./invalid-resource.ts";
import { executionRole } from "./role.ts";

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html */
export function expandStateMachine(expansion: Expansion, logicalId: string, resource: JsonObject): void {
  const properties = objectOf(resource["Properties"]);
  const condition = conditionOf(resource);
  const tags = Object.entries(objectOf(properties["Tags"])).map(([Key, Value]) => ({ Key, Value }));
  if (properties["Role"] === undefined) {
    const managed = objectOf(properties["Tracing"])["Enabled"] === true ? ["AWSXrayWriteOnlyAccess"] : [];
    expansion.add(
      `${logicalId}Role`,
      executionRole({ service: "states.amazonaws.com", managed, properties, condition }),
    );
  }
  expansion.add(logicalId, {
    Type: "AWS::StepFunctions::StateMachine",
    ...inherited(resource),
    Properties: {
      ...definitionOf(properties),
      RoleArn: properties["Role"] ?? getAtt(`${logicalId}Role`, "Arn"),
      ...picked(properties, [
        "DefinitionSubstitutions",
        ["Name", "StateMachineName"],
        ["Type", "StateMachineType"],
        ["Logging", "LoggingConfiguration"],
        ["Tracing", "TracingConfiguration"],
      ]),
      Tags: [{ Key: "stateMachine:createdBy", Value: "SAM" }, ...tags],
    },
  });
  for (const [name, event] of Object.entries(objectOf(properties["Events"]))) {
    addEvent(expansion, logicalId, `${logicalId}${name}`, objectOf(event), condition);
  }
}

function definitionOf({ Definition: definition, DefinitionUri: uri }: JsonObject): JsonObject {
  if (definition !== undefined) return { Definition: definition };
  const [, Bucket = "", Key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(toText(uri ?? "")) ?? [];
  return { DefinitionS3Location: isObject(uri) ? uri : { Bucket, Key } };
}

const patterns: Readonly<Record<string, readonly [string, string]>> = {
  Schedule: ["Schedule", "ScheduleExpression"],
  EventBridgeRule: ["Pattern", "EventPattern"],
  CloudWatchEvent: ["Pattern", "EventPattern"],
};

/** A rule that starts executions, in a role that may. */
function addEvent(expansion: Expansion, logicalId: string, id: string, event: JsonObject, condition: JsonObject): void {
  const pattern = patterns[toText(event["Type"] ?? "")];
  if (pattern === undefined)
    throw invalidResource(id, `Event type ${toText(event["Type"] ?? "")} is not supported here.`);
  const properties = objectOf(event["Properties"]);
  expansion.add(`${id}Role`, {
    Type: "AWS::IAM::Role",
    ...condition,
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: ["events.amazonaws.com"] }, Action: ["sts:AssumeRole"] }],
      },
      Policies: [
        {
          PolicyName: `${id}RoleStartExecutionPolicy`,
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "states:StartExecution", Resource: ref(logicalId) }],
          },
        },
      ],
    },
  });
  const target = {
    Id: `${id}StepFunctionsTarget`,
    Arn: ref(logicalId),
    RoleArn: getAtt(`${id}Role`, "Arn"),
    ...picked(properties, ["Input", "InputPath"]),
  };
  expansion.add(id, {
    Type: "AWS::Events::Rule",
    ...condition,
    Properties: {
      ...picked(properties, [pattern, "EventBusName", "Description", "Name", "State"]),
      ...(properties["Enabled"] === false ? { State: "DISABLED" } : {}),
      Targets: [target],
    },
  });
}
