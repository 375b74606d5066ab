import type { Access, Scope } from "../../kernel/operation.ts";

/** Actions that take no resource. */
export const anyResource = (name: string) => (): Access => ({ action: `cloudwatch:${name}`, resource: "*" });

export const alarmArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;

export const dashboardArn = ({ account }: Scope, name: string): string =>
  `arn:aws:cloudwatch::${account}:dashboard/${name}`;

export const insightRuleArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:cloudwatch:${region}:${account}:insight-rule/${name}`;

export const metricStreamArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:cloudwatch:${region}:${account}:metric-stream/${name}`;

/** One access per alarm that is named. */
export const onAlarms =
  (action: string) =>
  (input: { readonly AlarmNames?: readonly string[] | undefined }, scope: Scope): Access[] =>
    (input.AlarmNames ?? ["*"]).map((name) => ({ action: `cloudwatch:${action}`, resource: alarmArn(scope, name) }));
