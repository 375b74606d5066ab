import { isArray, isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

/** A policy names its target in one text: resource, dimension and service. */
const targetOf = (id: string): readonly string[] => id.split("|");

export const autoscalingTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::ApplicationAutoScaling::ScalableTarget": declared({
    service: "application-autoscaling",
    create: "RegisterScalableTarget",
    update: "RegisterScalableTarget",
    delete: "DeregisterScalableTarget",
    id: (facts) =>
      ["ResourceId", "ScalableDimension", "ServiceNamespace"].map((name) => toText(facts[name] ?? "")).join("|"),
    attributes: (facts) => ({
      Id: ["ResourceId", "ScalableDimension", "ServiceNamespace"].map((name) => toText(facts[name] ?? "")).join("|"),
      ScalableTargetARN: facts["ScalableTargetARN"] ?? "",
    }),
    complete: scheduleActions,
  }),

  "AWS::ApplicationAutoScaling::ScalingPolicy": declared({
    service: "application-autoscaling",
    create: "PutScalingPolicy",
    update: "PutScalingPolicy",
    delete: "DeleteScalingPolicy",
    id: "PolicyARN",
    input: (facts) => {
      const [resource, dimension, service] = targetOf(toText(facts["ScalingTargetId"] ?? ""));
      return {
        ResourceId: facts["ResourceId"] ?? resource ?? "",
        ScalableDimension: facts["ScalableDimension"] ?? dimension ?? "",
        ServiceNamespace: facts["ServiceNamespace"] ?? service ?? "",
      };
    },
    attributes: { Arn: "PolicyARN", PolicyName: "PolicyName" },
  }),
};

/** Scheduled actions are properties of their target, and operations of their own. */
async function scheduleActions(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const { ResourceId = "", ScalableDimension = "", ServiceNamespace = "" } = facts;
  const key = { ResourceId, ScalableDimension, ServiceNamespace };
  const actions = actionsOf(facts);
  for (const action of actions) await work.aws("application-autoscaling", "PutScheduledAction", { ...action, ...key });
  const names = new Set(actions.map(({ ScheduledActionName }) => ScheduledActionName));
  for (const { ScheduledActionName = "" } of actionsOf(before ?? {})) {
    if (names.has(ScheduledActionName)) continue;
    await work.aws("application-autoscaling", "DeleteScheduledAction", { ScheduledActionName, ...key });
  }
}

const actionsOf = ({ ScheduledActions: actions = [] }: JsonObject): readonly JsonObject[] =>
  isArray(actions) ? actions.filter(isObject) : [];
