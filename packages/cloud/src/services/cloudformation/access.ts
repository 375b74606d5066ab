import { formatArn } from "@millrace/core";
import type { Access, Scope } from "../../kernel/operation.ts";

interface Named {
  readonly StackName?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly RoleARN?: string | undefined;
  readonly ChangeSetName?: string | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
  readonly StackPolicyURL?: string | undefined;
}

const contextKeys = {
  TemplateURL: "cloudformation:TemplateUrl",
  RoleARN: "cloudformation:RoleArn",
  ChangeSetName: "cloudformation:ChangeSetName",
  ResourceTypes: "cloudformation:ResourceTypes",
  StackPolicyURL: "cloudformation:StackPolicyUrl",
} as const;

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
export const onStack =
  (action: string) =>
  (input: Named, scope: Scope): Access[] => {
    const context = Object.fromEntries(
      Object.entries(contextKeys).flatMap(([member, key]) => {
        const value = input[member as keyof typeof contextKeys];
        return value === undefined ? [] : [[key, value]];
      }),
    );
    const own = { action: `cloudformation:${action}`, resource: stackResource(scope, input), context };
    const { RoleARN: role } = input;
    return role === undefined
      ? [own]
      : [
          own,
          {
            action: "iam:PassRole",
            resource: role,
            context: { "iam:PassedToService": "cloudformation.amazonaws.com" },
          },
        ];
  };

export const onEverything = (action: string) => (): Access => ({ action: `cloudformation:${action}`, resource: "*" });

/** A change set's id names no stack: what is asked for is a change set. */
function stackResource(scope: Scope, { StackName: name, ChangeSetName: changeSet }: Named): string {
  if (name === undefined) return changeSet?.startsWith("arn:") === true ? changeSet : "*";
  return name.startsWith("arn:")
    ? name
    : formatArn({ service: "cloudformation", ...scope, resource: `stack/${name}/*` });
}
