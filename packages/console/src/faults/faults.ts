import { ask } from "../cloud/ask.ts";
import { type Loaded, useCloud } from "../cloud/use-cloud.ts";
import { durationText } from "../text.ts";

type Effect =
  | { readonly kind: "throttle" | "lose" }
  | { readonly kind: "fail"; readonly code?: string; readonly message?: string; readonly status?: number }
  | { readonly kind: "delay"; readonly ms: number };

/** Requests that go wrong on purpose, as docs/reference/inspection.md has them. */
export interface Fault {
  readonly id: string;
  readonly service: string;
  readonly operation?: string;
  readonly resource?: string;
  readonly percent: number;
  readonly times?: number;
  readonly until?: number;
  readonly effect: Effect;
}

export interface NewFault {
  readonly service: string;
  readonly operation?: string;
  readonly resource?: string;
  readonly percent?: number;
  readonly times?: number;
  readonly forMs?: number;
  readonly effect: Effect;
}

const path = "/_millrace/faults";

export const useFaults = (): Loaded<readonly Fault[]> =>
  useCloud("faults", ["kernel"], async () => (await ask<{ faults: readonly Fault[] }>(path)).faults);

export const addFault = (fault: NewFault): Promise<Fault> => ask<Fault>(path, fault);

/** Without an id, all of them. */
export const removeFault = (id?: string): Promise<unknown> =>
  ask(id === undefined ? path : `${path}?${new URLSearchParams({ id })}`, undefined, "DELETE");

export function effectText({ effect }: Pick<Fault, "effect">): string {
  switch (effect.kind) {
    case "throttle":
      return "is throttled";
    case "lose":
      return "is done, and its answer lost";
    case "delay":
      return `is ${durationText(effect.ms)} late`;
    case "fail":
      return effect.code === undefined ? "fails" : `fails with ${effect.code}`;
  }
}
