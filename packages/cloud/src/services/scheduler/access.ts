import type { Access, Scope } from "../../kernel/operation.ts";
import { defaultGroup, groupArn, scheduleArn } from "./model.ts";

interface Named {
  readonly Name?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const onSchedule =
  (action: string) =>
  ({ Name = "", GroupName = defaultGroup }: Named, scope: Scope): Access => ({
    action: `scheduler:${action}`,
    resource: scheduleArn(scope, GroupName, Name),
  });

export const onGroup =
  (action: string) =>
  ({ Name = "" }: Named, scope: Scope): Access => ({
    action: `scheduler:${action}`,
    resource: groupArn(scope, Name),
  });

export const passRole = (target: { readonly RoleArn?: string | undefined } | undefined): Access[] =>
  target?.RoleArn === undefined
    ? []
    : [
        {
          action: "iam:PassRole",
          resource: target.RoleArn,
          context: { "iam:PassedToService": "scheduler.amazonaws.com" },
        },
      ];
