import type { Access } from "../../kernel/operation.ts";
import { bareId, zoneArn } from "./model.ts";

/** A right on one hosted zone. */
export const onZone =
  (action: string) =>
  (input: { readonly Id?: string | undefined; readonly HostedZoneId?: string | undefined }): Access => ({
    action: `route53:${action}`,
    resource: zoneArn(bareId(input.HostedZoneId ?? input.Id ?? "")),
  });

/** A right that is given on everything. */
export const onAll = (action: string) => (): Access => ({ action: `route53:${action}`, resource: "*" });
