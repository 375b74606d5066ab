import { ask } from "../../cloud/ask.ts";
import { region } from "../../cloud/place.ts";

interface Hop {
  readonly at: string;
  readonly says: string;
}

/** A way from one thing to another, as far as it goes. */
export interface Reached {
  readonly isOpen: boolean;
  readonly hops: readonly Hop[];
  readonly missing?: Hop & { readonly add: string };
}

export const reach = (from: string, to: string): Promise<Reached> =>
  ask<Reached>(`/_millrace/reach?${new URLSearchParams({ from, to, region: region() })}`);
