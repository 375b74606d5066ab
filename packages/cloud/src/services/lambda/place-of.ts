import type { Place } from "../../reach/place.ts";
import type { FunctionVersion } from "./model.ts";

/** Where a function's connections come from: its network, or the internet. */
export const placeOf = ({ name, vpc }: FunctionVersion): Place => ({
  name,
  subnetIds: vpc?.subnetIds ?? [],
  groupIds: vpc?.securityGroupIds,
});
