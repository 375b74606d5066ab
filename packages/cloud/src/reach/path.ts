/** One thing that lets a connection pass. */
export interface Hop {
  /** The id of what it is: a security group, a route table, an endpoint. */
  readonly at: string;
  readonly says: string;
}

/** The first thing that does not, and what would change it. */
export interface Missing extends Hop {
  readonly add: string;
}

export type Step = Hop | Missing;

/** How a service of AWS sees who came through a network. */
export interface Passage {
  readonly vpcId: string;
  /** Undefined for who came over the internet. */
  readonly endpointId: string | undefined;
  /** The policy of the endpoint, as JSON text. */
  readonly policy: string | undefined;
}

export interface Path {
  readonly isOpen: boolean;
  readonly hops: readonly Hop[];
  readonly missing?: Missing;
  readonly passage?: Passage;
}

/** Goes as far as every step lets it. */
export function walk(steps: Iterable<Step>, passage?: Passage): Path {
  const hops: Hop[] = [];
  for (const step of steps) {
    if ("add" in step) return { isOpen: false, hops, missing: step };
    hops.push(step);
  }
  return { isOpen: true, hops, ...(passage === undefined ? {} : { passage }) };
}
