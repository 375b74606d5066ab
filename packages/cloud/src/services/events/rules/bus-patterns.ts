import type { Facts, Pattern } from "../../../patterns/pattern.ts";
import { PatternAutomaton } from "../../../patterns/pattern-automaton.ts";
import type { Archive } from "../archives/archive.ts";
import type { Rule } from "../model.ts";

/** What an event finds on a bus. */
export interface Matched {
  readonly rules: readonly Rule[];
  readonly archives: readonly Archive[];
}

/** The rules and archives of one bus, compiled. Made anew when one of them changes. */
export class BusPatterns {
  readonly #rules: readonly Rule[];
  readonly #archives: readonly Archive[];
  readonly #automaton: PatternAutomaton;

  constructor(rules: Iterable<Rule>, archives: Iterable<Archive>) {
    this.#rules = [...rules].filter(({ state, eventPattern }) => state !== "DISABLED" && eventPattern !== undefined);
    this.#archives = [...archives];
    this.#automaton = new PatternAutomaton(
      [...this.#rules, ...this.#archives].map(({ eventPattern = "{}" }) => JSON.parse(eventPattern) as Pattern),
    );
  }

  match(event: Facts): Matched {
    const found = this.#automaton.match(event);
    const rules: Rule[] = [];
    const archives: Archive[] = [];
    for (const at of found) {
      const rule = this.#rules[at];
      const archive = this.#archives[at - this.#rules.length];
      if (rule !== undefined) rules.push(rule);
      else if (archive !== undefined) archives.push(archive);
    }
    return { rules, archives };
  }
}
