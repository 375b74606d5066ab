import type { ResourceTagSet } from "@aws-sdk/client-route-53";
import type { Access } from "../../../kernel/operation.ts";
import { noSuchHostedZone } from "../errors.ts";
import { bareId, type HostedZone, zoneArn } from "../model.ts";
import type { Route53Store } from "../store.ts";

/** A right on whatever has tags. */
export const taggedZone =
  (action: string) =>
  ({ ResourceId = "" }: { readonly ResourceId?: string | undefined }): Access => ({
    action: `route53:${action}`,
    resource: zoneArn(bareId(ResourceId)),
  });

/** Of what can have tags, only hosted zones are here. Throws NoSuchHostedZone. */
export function zoneOfTags(store: Route53Store, type: string | undefined, id: string): HostedZone {
  if (type !== "hostedzone") throw noSuchHostedZone(id);
  return store.zone(id);
}

export const tagSetOutput = ({ id, tags }: HostedZone): ResourceTagSet => ({
  ResourceType: "hostedzone",
  ResourceId: id,
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});
