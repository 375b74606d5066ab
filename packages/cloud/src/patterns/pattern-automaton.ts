import { matchesPattern } from "./matches-pattern.ts";
import type { Facts, Pattern } from "./pattern.ts";
import { PatternConditions } from "./pattern-conditions.ts";

/** What a pattern asks of one field. */
interface Wanted {
  readonly path: readonly string[];
  readonly rules: readonly unknown[];
}

/** Where a field's values are collected while an event is walked. */
interface Place {
  readonly below: Map<string, Place>;
  slot: number;
}

/** One field that a state looks at. */
interface Step {
  readonly slot: number;
  readonly conditions: PatternConditions;
  /** The state after each condition. */
  readonly next: State[];
  /** Conditions by how they are written: rules that ask the same go the same way. */
  readonly known: Map<string, number>;
  /** Conditions that hold where the field is not there. */
  readonly absent: number[];
}

interface State {
  readonly steps: Map<number, Step>;
  /** Patterns that ask for nothing more. */
  readonly matched: number[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html: alternatives multiply */
const combinationsMax = 1000;

/**
 * All patterns of a bus as one automaton, so that an event costs what it satisfies and not how many patterns there are:
 * fields in one order for all patterns, each state looking at the next field of every pattern that got there.
 * https://github.com/aws/event-ruler has the idea.
 */
export class PatternAutomaton {
  readonly #patterns: readonly Pattern[];
  readonly #places: Place = { below: new Map(), slot: -1 };
  readonly #start: State = { steps: new Map(), matched: [] };
  /** The values of each slot, of the event that is walked now. */
  readonly #values: unknown[][] = [];
  #hasObjectsInLists = false;

  /** Patterns are known by their place in the list from then on. */
  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
    for (const [at, pattern] of patterns.entries()) {
      for (const wanted of combinations(pattern)) this.#add(wanted, at);
    }
  }

  /** Places of the patterns that match. */
  match(event: Facts): number[] {
    for (const values of this.#values) if (values.length > 0) values.length = 0;
    this.#hasObjectsInLists = false;
    this.#collect(this.#places, event);
    const matched: number[] = [];
    this.#walk(this.#start, matched);
    if (matched.length < 2) return this.#hasObjectsInLists ? this.#verified(matched, event) : matched;
    const once = [...new Set(matched)].sort((one, other) => one - other);
    return this.#hasObjectsInLists ? this.#verified(once, event) : once;
  }

  /** Values out of different objects of one list do not make a match together. */
  #verified(matched: readonly number[], event: Facts): number[] {
    return matched.filter((at) => matchesPattern(this.#patterns[at] ?? {}, event));
  }

  #add(wanted: readonly Wanted[], pattern: number): void {
    const ordered = wanted
      .map(({ path, rules }) => ({ slot: this.#slotOf(path), rules, name: path.join("\0") }))
      .sort((one, other) => rank(one.name) - rank(other.name) || (one.name < other.name ? -1 : 1));
    let state = this.#start;
    for (const { slot, rules } of ordered) state = follow(state, slot, rules);
    state.matched.push(pattern);
  }

  #slotOf(path: readonly string[]): number {
    let place = this.#places;
    for (const name of path) {
      let below = place.below.get(name);
      if (below === undefined) {
        below = { below: new Map(), slot: -1 };
        place.below.set(name, below);
      }
      place = below;
    }
    if (place.slot < 0) place.slot = this.#values.push([]) - 1;
    return place.slot;
  }

  #collect(place: Place, value: unknown): void {
    if (Array.isArray(value)) {
      for (const one of value) {
        if (place.below.size > 0 && typeof one === "object" && one !== null) this.#hasObjectsInLists = true;
        this.#collect(place, one);
      }
    } else if (typeof value === "object" && value !== null) {
      this.#collectBelow(place, value as Facts);
    } else if (place.slot >= 0 && value !== undefined) {
      this.#values[place.slot]?.push(value);
    }
  }

  #collectBelow(place: Place, facts: Facts): void {
    for (const [name, below] of place.below) {
      if (Object.hasOwn(facts, name)) this.#collect(below, facts[name]);
    }
  }

  #walk(state: State, matched: number[]): void {
    for (const pattern of state.matched) matched.push(pattern);
    for (const step of state.steps.values()) {
      const values = this.#values[step.slot] ?? [];
      if (values.length === 0) for (const condition of step.absent) this.#enter(step, condition, matched);
      else if (values.length === 1) step.conditions.find(values[0], (at) => this.#enter(step, at, matched));
      else this.#enterEach(step, values, matched);
    }
  }

  #enterEach(step: Step, values: readonly unknown[], matched: number[]): void {
    const satisfied = new Set<number>();
    for (const value of values) step.conditions.find(value, (at) => satisfied.add(at));
    for (const condition of satisfied) this.#enter(step, condition, matched);
  }

  #enter(step: Step, condition: number, matched: number[]): void {
    const next = step.next[condition];
    if (next !== undefined) this.#walk(next, matched);
  }
}

/** Few values tell most events apart here, so these fields come first and are shared by most patterns. */
const rank = (name: string): number => (name === "source" ? 0 : name === "detail-type" ? 1 : 2);

function follow(state: State, slot: number, rules: readonly unknown[]): State {
  let step = state.steps.get(slot);
  if (step === undefined) {
    step = { slot, conditions: new PatternConditions(), next: [], known: new Map(), absent: [] };
    state.steps.set(slot, step);
  }
  const written = JSON.stringify(rules);
  const known = step.known.get(written);
  const found = known === undefined ? undefined : step.next[known];
  if (found !== undefined) return found;
  const next: State = { steps: new Map(), matched: [] };
  const condition = step.next.push(next) - 1;
  step.known.set(written, condition);
  step.conditions.add(
    rules.filter((rule) => !isAbsence(rule)),
    condition,
  );
  if (rules.some(isAbsence)) step.absent.push(condition);
  return next;
}

const isAbsence = (rule: unknown): boolean =>
  typeof rule === "object" && rule !== null && (rule as { exists?: unknown }).exists === false;

/** A pattern with alternatives stands for several without, one for each combination of them. */
export function combinations(pattern: Pattern, path: readonly string[] = []): Wanted[][] {
  let all: Wanted[][] = [[]];
  for (const [name, wanted] of Object.entries(pattern)) {
    const choices = choicesOf(name, wanted, path);
    all = all.flatMap((one) => choices.map((choice) => [...one, ...choice]));
    if (all.length > combinationsMax) throw new RangeError("Rule is too complex");
  }
  return all;
}

function choicesOf(name: string, wanted: unknown, path: readonly string[]): Wanted[][] {
  if (name === "$or" && isAlternatives(wanted)) return wanted.flatMap((one) => combinations(one, path));
  if (Array.isArray(wanted)) return [[{ path: [...path, name], rules: wanted }]];
  return combinations(wanted as Pattern, [...path, name]);
}

const isAlternatives = (wanted: unknown): wanted is Pattern[] =>
  Array.isArray(wanted) &&
  wanted.length > 1 &&
  wanted.every((one) => typeof one === "object" && one !== null && !Array.isArray(one));
