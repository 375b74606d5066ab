import type { AvailabilityZone } from "@aws-sdk/client-ec2";
import { onAnything } from "../access.ts";
import { invalidValue } from "../errors.ts";
import { type Filters, matchesAll } from "../filters.ts";
import type { Ec2Operation } from "../shapes.ts";
import { zonesOf } from "../zones.ts";

const filters: Filters<AvailabilityZone> = {
  "group-name": ({ GroupName }) => GroupName,
  "opt-in-status": ({ OptInStatus }) => OptInStatus,
  "region-name": ({ RegionName }) => RegionName,
  state: ({ State }) => State,
  "zone-id": ({ ZoneId }) => ZoneId,
  "zone-name": ({ ZoneName }) => ZoneName,
  "zone-type": ({ ZoneType }) => ZoneType,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
export const describeAvailabilityZones: Ec2Operation<"DescribeAvailabilityZones"> = {
  access: onAnything("DescribeAvailabilityZones"),

  run({ region }, { ZoneNames, ZoneIds, Filters = [] }) {
    const zones = zonesOf(region).map(
      ({ name, id }): AvailabilityZone => ({
        ZoneName: name,
        ZoneId: id,
        ZoneType: "availability-zone",
        RegionName: region,
        State: "available",
        OptInStatus: "opt-in-not-required",
        GroupName: region,
        NetworkBorderGroup: region,
        Messages: [],
      }),
    );
    const unknown = ZoneNames?.find((name) => !zones.some(({ ZoneName }) => ZoneName === name));
    if (unknown !== undefined) throw invalidValue(`Invalid availability zone: [${unknown}]`);
    return {
      AvailabilityZones: zones.filter(
        (zone) =>
          (ZoneNames?.includes(zone.ZoneName ?? "") ?? true) &&
          (ZoneIds?.includes(zone.ZoneId ?? "") ?? true) &&
          matchesAll(zone, Filters, filters),
      ),
    };
  },
};
