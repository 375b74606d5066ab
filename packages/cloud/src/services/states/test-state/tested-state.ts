import { type Definition, languageOf, type QueryLanguage, type State } from "../definition/definition.ts";
import type { Diagnostic } from "../definition/diagnostic.ts";
import { validateDefinition } from "../definition/validate.ts";
import { invalidDefinition, validation } from "../errors.ts";
import { isObject, type Json } from "../json.ts";

export interface TestedState {
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
}

/** What a state is called that comes without a name. */
const soleName = "StateName";

/** The state to be tested: one by itself, or one of a whole machine. Throws InvalidDefinition, ValidationException. */
export function readTestedState(text: string, stateName: string | undefined): TestedState {
  const given = readJson(text);
  const isMachine = isObject(given) && given["States"] !== undefined;
  const whole =
    isMachine || !isObject(given) ? text : JSON.stringify({ StartAt: soleName, States: { [soleName]: given } });
  const { diagnostics } = validateDefinition(whole, "STANDARD");
  // A state by itself leads to others that are not here.
  const isMet = ({ severity, code }: Diagnostic): boolean =>
    severity === "ERROR" && (isMachine || code !== "MISSING_TRANSITION_TARGET");
  const errors = diagnostics.filter(isMet);
  if (errors.length > 0) {
    const shown = errors.map(({ code, message, location }) => `${code}: ${message} at ${location ?? "/"}`);
    throw invalidDefinition(`Invalid State Machine Definition: '${shown.join(", ")}'`);
  }
  const definition = JSON.parse(whole) as Definition;
  const name = isMachine ? (stateName ?? definition.StartAt) : soleName;
  const state = findState(definition, name);
  if (state === undefined) throw validation(`State not found: ${name}`);
  return { name, state, language: languageOf(definition, state) };
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** A state of the machine or of any block in it: names are unique. */
function findState({ States: states }: Pick<Definition, "States">, name: string): State | undefined {
  const own = states[name];
  if (own !== undefined) return own;
  for (const { Branches, ItemProcessor, Iterator } of Object.values(states)) {
    for (const block of [
      ...(Branches ?? []),
      ...(ItemProcessor ? [ItemProcessor] : []),
      ...(Iterator ? [Iterator] : []),
    ]) {
      const found = findState(block, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
