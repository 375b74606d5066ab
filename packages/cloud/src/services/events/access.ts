import type { Access, Scope } from "../../kernel/operation.ts";
import { busArn, busNameOf, ruleArn } from "./model.ts";

interface NamesRule {
  readonly Name?: string | undefined;
  readonly Rule?: string | undefined;
  readonly EventBusName?: string | undefined;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const onRule =
  (action: string) =>
  ({ Name, Rule, EventBusName }: NamesRule, scope: Scope): Access => ({
    action: `events:${action}`,
    resource: ruleArn(scope, { busName: busNameOf(EventBusName), name: Name ?? Rule ?? "" }),
  });

export const onBus =
  (action: string) =>
  ({ Name, EventBusName }: NamesRule, scope: Scope): Access => ({
    action: `events:${action}`,
    resource: busArn(scope, busNameOf(EventBusName ?? Name)),
  });

/** The id of a connection or destination is not known before it is found. */
export const onNamed =
  (action: string, kind: "connection" | "api-destination", idOf?: (name: string) => string | undefined) =>
  (name: string | undefined, { account, region }: Scope): Access => ({
    action: `events:${action}`,
    resource: `arn:aws:events:${region}:${account}:${kind}/${name}/${idOf?.(name ?? "") ?? "*"}`,
  });

export const onEverything = (action: string) => (): Access => ({ action: `events:${action}`, resource: "*" });

export const passRole = (roleArn: string): Access => ({
  action: "iam:PassRole",
  resource: roleArn,
  context: { "iam:PassedToService": "events.amazonaws.com" },
});
