import type { Access, Scope } from "../../kernel/operation.ts";
import { activityArn, findStatesArn, machineArn } from "./arns.ts";

/** One action on one resource of Step Functions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
export const accessTo = (action: string, resource: string | undefined): Access => ({
  action: `states:${action}`,
  resource: resource ?? "*",
});

export const accessToMachine = (action: string, scope: Scope, name: string | undefined): Access =>
  accessTo(action, machineArn(scope, name ?? "*"));

export const accessToActivity = (action: string, scope: Scope, name: string | undefined): Access =>
  accessTo(action, activityArn(scope, name ?? "*"));

/** A machine is one resource however it is qualified; the qualifier is a condition key. */
export function accessToQualified(action: string, arn: string | undefined): Access {
  const found = findStatesArn(arn ?? "");
  const [name = "", qualifier] = found?.parts ?? [];
  if (found === undefined || qualifier === undefined) return accessTo(action, arn);
  return {
    action: `states:${action}`,
    resource: machineArn(found, name),
    context: { "states:StateMachineQualifier": qualifier },
  };
}

export const passRole = (roleArn: string | undefined): readonly Access[] =>
  roleArn === undefined
    ? []
    : [{ action: "iam:PassRole", resource: roleArn, context: { "iam:PassedToService": "states.amazonaws.com" } }];

export const tagContext = (
  tags: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[] | undefined,
): Record<string, string | readonly string[]> => {
  if (tags === undefined || tags.length === 0) return {};
  const context: Record<string, string | readonly string[]> = { "aws:TagKeys": tags.map(({ key = "" }) => key) };
  for (const { key = "", value = "" } of tags) context[`aws:RequestTag/${key}`] = value;
  return context;
};
