import { onAll } from "../access.ts";
import type { Route53Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZoneCount.html */
export const getHostedZoneCount: Route53Operation<"GetHostedZoneCount"> = {
  access: onAll("GetHostedZoneCount"),
  run: ({ store }) => ({ HostedZoneCount: [...store.zones()].length }),
};
