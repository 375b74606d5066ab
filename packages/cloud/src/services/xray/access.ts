import type { Access, Scope } from "../../kernel/operation.ts";

export const anyResource = (name: string) => (): Access => ({ action: `xray:${name}`, resource: "*" });

export const groupArn = ({ account, region }: Scope, name: string, id = "*"): string =>
  `arn:aws:xray:${region}:${account}:group/${name}/${id}`;

export const ruleArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:xray:${region}:${account}:sampling-rule/${name}`;

/** The name in a group's ARN, or the name itself. */
export const nameInGroupArn = (arn: string): string => /:group\/([^/]+)/.exec(arn)?.[1] ?? arn;

export const nameInRuleArn = (arn: string): string => /:sampling-rule\/(.+)$/.exec(arn)?.[1] ?? arn;
