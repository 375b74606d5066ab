import type {
  Change as ChangeOutput,
  StackEvent as EventOutput,
  Stack as StackOutput,
} from "@aws-sdk/client-cloudformation";
import type { JsonObject } from "../../sdk-calls/json.ts";
import type { Change, ChangeSet, Detail } from "./change-sets/model.ts";
import { templateOf } from "./engine/deployment.ts";
import type { Deployed, Stack, StackEvent, StackResource } from "./model.ts";
import type { StackStore } from "./store.ts";
import { asTexts } from "./templates/text.ts";

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));

/** Values of parameters that are not to be seen are stars. */
export function parametersOutput(store: StackStore, { parameters, templateId }: Deployed) {
  if (parameters.length === 0) return [];
  const declared = templateOf(store, { templateId }).parameters;
  return parameters.map(({ key, value, resolved }) => ({
    ParameterKey: key,
    ParameterValue: declared[key]?.NoEcho === true ? "****" : value,
    ...(resolved === undefined ? {} : { ResolvedValue: resolved }),
  }));
}

export function stackOutput(store: StackStore, stack: Stack): StackOutput {
  const deployed = stack.current.templateId === "" ? (stack.running?.target ?? stack.current) : stack.current;
  const parameters = parametersOutput(store, deployed);
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: deployed.description,
    ...(parameters.length === 0 ? {} : { Parameters: parameters }),
    CreationTime: new Date(stack.createdAt),
    DeletionTime: dateOf(stack.deletedAt),
    LastUpdatedTime: dateOf(stack.updatedAt),
    RollbackConfiguration: rollbackOutput(stack),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.disableRollback,
    NotificationARNs: [...deployed.notificationArns],
    TimeoutInMinutes: stack.timeoutMinutes,
    ...(deployed.capabilities.length === 0
      ? {}
      : { Capabilities: [...deployed.capabilities] as StackOutput["Capabilities"] }),
    ...(stack.outputs.length === 0
      ? {}
      : {
          Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
            OutputKey: key,
            OutputValue: value,
            Description: description,
            ExportName: exportName,
          })),
        }),
    RoleARN: stack.roleArn,
    Tags: [...deployed.tags],
    EnableTerminationProtection: stack.isProtected,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: {
      StackDriftStatus: stack.drift.status === "MODIFIED" ? "DRIFTED" : (stack.drift.status as "DRIFTED"),
      LastCheckTimestamp: dateOf(stack.drift.at),
    },
  };
}

export const rollbackOutput = ({
  rollbackTriggers,
  monitoringMinutes,
}: Pick<Stack, "rollbackTriggers" | "monitoringMinutes">) => ({
  ...(rollbackTriggers.length === 0 ? {} : { RollbackTriggers: [...rollbackTriggers] }),
  ...(monitoringMinutes === undefined ? {} : { MonitoringTimeInMinutes: monitoringMinutes }),
});

export const eventOutput = (event: StackEvent): EventOutput => ({
  StackId: event.stackId,
  EventId: event.id,
  StackName: event.stackName,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Timestamp: new Date(event.at),
  ResourceStatus: event.status as EventOutput["ResourceStatus"],
  ResourceStatusReason: event.reason,
  ResourceProperties: event.properties,
  ClientRequestToken: event.token,
});

export const resourceOutput = ({ id, name }: Stack, resource: StackResource) => ({
  StackName: name,
  StackId: id,
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.state?.physicalId,
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.reason,
  DriftInformation: {
    StackResourceDriftStatus: resource.drift.status === "DRIFTED" ? ("MODIFIED" as const) : resource.drift.status,
    ...(resource.drift.at === undefined ? {} : { LastCheckTimestamp: new Date(resource.drift.at) }),
  },
});

export const changeOutput = (change: Change, withValues: boolean): ChangeOutput => ({
  Type: "Resource",
  ResourceChange: {
    PolicyAction: change.policyAction as "Retain" | undefined,
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    Scope: [...change.scope] as ["Properties"],
    Details: change.details.map((detail) => detailOutput(detail, withValues)),
    ChangeSetId: change.changeSetId,
    ...(withValues && change.before !== undefined ? { BeforeContext: contextOf(change.before) } : {}),
    ...(withValues && change.after !== undefined ? { AfterContext: contextOf(change.after) } : {}),
  },
});

const contextOf = (properties: JsonObject): string => JSON.stringify({ Properties: asTexts(properties) });

const detailOutput = (detail: Detail, withValues: boolean) => ({
  Target: {
    Attribute: detail.attribute as "Properties",
    Name: detail.name,
    RequiresRecreation: detail.recreation,
    ...(withValues
      ? {
          Path: `/${detail.attribute}${detail.name === undefined ? "" : `/${detail.name}`}`,
          BeforeValue: detail.before,
          AfterValue: detail.after,
          AttributeChangeType: attributeChange(detail),
        }
      : {}),
  },
  Evaluation: detail.evaluation,
  ChangeSource: detail.source as "DirectModification",
  CausingEntity: detail.cause,
});

const attributeChange = ({ before, after }: Detail) =>
  before === undefined ? ("Add" as const) : after === undefined ? ("Remove" as const) : ("Modify" as const);

export const changeSetSummary = (set: ChangeSet) => ({
  StackId: set.stackId,
  StackName: set.stackName,
  ChangeSetId: set.id,
  ChangeSetName: set.name,
  ExecutionStatus: set.executionStatus,
  Status: set.status,
  StatusReason: set.reason,
  CreationTime: new Date(set.createdAt),
  Description: set.description,
  IncludeNestedStacks: set.includesNested,
  ParentChangeSetId: set.parentId,
  RootChangeSetId: set.rootId,
});
