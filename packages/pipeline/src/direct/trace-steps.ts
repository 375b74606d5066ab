import { types } from "node:util";
import type { Pipeline, Step } from "../pipeline.ts";
import type { Action } from "../protect/actions.ts";

/** What a branch does to every row alike: nothing but apply actions to its fields. */
export type TracedActions = Readonly<Record<string, Action | undefined>>;

/**
 * Finds out what a branch does to rows by giving it one that it cannot look into. Where it returns the row as it is, or what
 * `context.anonymise` makes of it, it does the same to every other row, because steps depend on nothing but what they are given:
 * chunks of a file are read again, by other processes, in any order. Undefined where it looks at the row or asks anything else.
 */
export function traceBranch(branch: Step): TracedActions | undefined {
  const eye = new Eye();
  const row = eye.blindSpot();
  const made = eye.blindSpot();
  let actions: TracedActions | undefined;
  const anonymise = (given: unknown, chosen: TracedActions): object => {
    if (given !== row || actions !== undefined) eye.open();
    actions = chosen;
    return made;
  };
  const result = eye.watch(() => branch(row, eye.showing({ anonymise }) as never));
  if (result === row) return {};
  return result === made ? actions : undefined;
}

/** Whether a branch may look something up; one that is known not to look at its rows does not. */
export const mayLookUp = ({ branches }: Pick<Pipeline, "branches">, branch: string): boolean => {
  const step = branches[branch];
  return step === undefined || traceBranch(step) === undefined;
};

/** The branch whose result `consolidate` returns as it is, for every record. */
export function traceConsolidate(pipeline: Pick<Pipeline, "branches" | "consolidate">): string | undefined {
  const eye = new Eye();
  const results = Object.fromEntries(Object.keys(pipeline.branches).map((name) => [name, eye.blindSpot()]));
  const result = eye.watch(() => pipeline.consolidate(eye.showing(results), eye.blindSpot() as never));
  return Object.keys(results).find((name) => results[name] === result);
}

/** Sees what a function looks at. */
class Eye {
  #isOpen: boolean = false;

  /** Something was looked at that may be different for every row. */
  open(): void {
    this.#isOpen = true;
  }

  /** An object at which nobody can look without being seen. */
  blindSpot(): object {
    return this.showing({});
  }

  /** The same, except for these members. */
  showing(members: Readonly<Record<string, unknown>>): object {
    const seen = (): never => {
      this.open();
      throw new Error("This row cannot be looked at: it stands for all others");
    };
    const get = (_: object, name: string | symbol): unknown =>
      typeof name === "string" && Object.hasOwn(members, name) ? members[name] : seen();
    const traps = Object.fromEntries(everyTrap.map((trap) => [trap, seen]));
    return new Proxy({}, { ...traps, get });
  }

  /** What `look` returns, undefined where it has seen anything, or failed. */
  watch(look: () => unknown): unknown {
    let result: unknown;
    try {
      result = look();
    } catch {
      return undefined;
    }
    // What an asynchronous step throws, nobody waits for.
    if (types.isPromise(result)) result.catch(() => undefined);
    return this.#isOpen ? undefined : result;
  }
}

const everyTrap: readonly (keyof ProxyHandler<object>)[] = [
  "defineProperty",
  "deleteProperty",
  "getOwnPropertyDescriptor",
  "getPrototypeOf",
  "has",
  "isExtensible",
  "ownKeys",
  "preventExtensions",
  "set",
  "setPrototypeOf",
];
