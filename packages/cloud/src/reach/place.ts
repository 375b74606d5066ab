import type { Network } from "./network.ts";
import type { Path } from "./path.ts";
import { reachStanding, type Standing } from "./reach.ts";

/** Where something stands that a service keeps: a function, a database. */
export interface Place {
  readonly name: string;
  /** Empty for what is in no network: it is on the internet. `default` for what was put into none by name. */
  readonly subnetIds: readonly string[] | "default";
  readonly groupIds: readonly string[] | undefined;
  readonly address?: string | undefined;
  readonly hasPublicAddress?: boolean;
  /** Where it listens, if it does. */
  readonly ports?: readonly number[];
}

/** Each of the ends that a place may have: what stands in two subnets is sometimes in the one, sometimes in the other. */
export function standingsOf(network: Network, place: Place): readonly (Standing | undefined)[] {
  const subnetIds = place.subnetIds === "default" ? defaultSubnets(network) : place.subnetIds;
  return subnetIds.length === 0 ? [undefined] : subnetIds.map((subnetId) => ({ ...place, subnetId }));
}

function defaultSubnets({ vpcs, subnets }: Network): string[] {
  const vpc = vpcs.find(({ IsDefault }) => IsDefault);
  return subnets.filter(({ VpcId }) => VpcId === vpc?.VpcId).map(({ SubnetId }) => SubnetId);
}

/** The first way that is not open, else any: a way that is open only sometimes is none. */
export function worst(paths: readonly Path[]): Path {
  const closed = paths.find(({ isOpen }) => !isOpen);
  const [first = { isOpen: false, hops: [] }] = paths;
  return closed ?? first;
}

export const reachPlace = (network: Network, from: Place, to: Place): Path =>
  worst(
    standingsOf(network, from).flatMap((source) =>
      standingsOf(network, to).flatMap((target) =>
        target === undefined ? [] : [reachStanding(network, source, target, to.ports ?? [])],
      ),
    ),
  );
