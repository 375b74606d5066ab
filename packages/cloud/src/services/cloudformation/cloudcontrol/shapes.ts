import type { Access, Operation } from "../../../kernel/operation.ts";
import type { ServiceShapes } from "../../../kernel/service-shapes.ts";
import type { StackStore } from "../store.ts";

export type ControlOperation<Name extends keyof ServiceShapes["cloudcontrol"]> = Operation<
  StackStore,
  ServiceShapes["cloudcontrol"][Name]
>;

/** Its actions are CloudFormation's, and take no resource. */
export const toControl =
  (action: string) =>
  (input: object): Access[] => {
    const own = { action: `cloudformation:${action}`, resource: "*" };
    if (!("RoleArn" in input) || typeof input.RoleArn !== "string") return [own];
    const context = { "iam:PassedToService": "cloudformation.amazonaws.com" };
    return [own, { action: "iam:PassRole", resource: input.RoleArn, context }];
  };
