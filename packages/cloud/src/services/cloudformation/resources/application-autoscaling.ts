import { toText } from "../templates/text.ts";
import { declared } from "./declared.ts";
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
