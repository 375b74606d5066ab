import type { Access, Scope } from "../../kernel/operation.ts";
import { pipeArn } from "./model.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgepipes.html */
export const onPipe =
  (action: string) =>
  ({ Name = "" }: { readonly Name?: string | undefined }, scope: Scope): Access => ({
    action: `pipes:${action}`,
    resource: pipeArn(scope, Name),
  });

export const passRole = (roleArn: string | undefined): Access[] =>
  roleArn === undefined
    ? []
    : [{ action: "iam:PassRole", resource: roleArn, context: { "iam:PassedToService": "pipes.amazonaws.com" } }];
