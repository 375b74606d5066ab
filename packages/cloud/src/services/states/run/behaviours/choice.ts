import { ruleHolds } from "../../choice/choice-rule.ts";
import type { ChoiceRule, State } from "../../definition/definition.ts";
import { isObject } from "../../json.ts";
import { fillTyped } from "../evaluate-jsonata.ts";
import type { Scope } from "../scope.ts";
import { StateMistake } from "../state-failure.ts";
import { effectiveInput, finish } from "../state-io.ts";
import type { Step } from "../step.ts";

/** https://states-language.net/#choice-state */
export async function choice(step: Step): Promise<void> {
  const { state, language } = step;
  const scopes = step.scope();
  const result = language === "JSONPath" ? effectiveInput(state, scopes) : scopes.input;
  const { next, holder } = await chosen(step, scopes.over(result));
  step.leave(await finish(holder, { language, scopes, result, hasResult: false }), next);
}

interface Chosen {
  readonly next: string;
  /** The state with the Assign and Output of the rule that holds in place of its own. */
  readonly holder: State;
}

export async function chosen({ state, language }: Pick<Step, "state" | "language">, scope: Scope): Promise<Chosen> {
  for (const [index, rule] of (state.Choices ?? []).entries()) {
    const holds = language === "JSONPath" ? ruleHolds(rule, scope) : await conditionHolds(rule, index, scope);
    if (holds) return { next: rule.Next, holder: withRule(state, rule) };
  }
  if (state.Default !== undefined) return { next: state.Default, holder: state };
  throw new StateMistake(
    "States.NoChoiceMatched",
    "Failed to transition out of the state. The state's choices did not match and there is no Default.",
  );
}

async function conditionHolds(rule: ChoiceRule, index: number, scope: Scope): Promise<boolean> {
  const from = { states: { input: scope.input }, scope };
  const location = `Choices[${index}]/Condition`;
  return (await fillTyped(rule["Condition"] ?? null, { expected: "boolean", location }, from)) === true;
}

function withRule(state: State, { Assign: assign, Output: output }: ChoiceRule): State {
  const { Assign: _, Output: __, ...rest } = state;
  return {
    ...rest,
    ...(isObject(assign) ? { Assign: assign } : {}),
    ...(output === undefined ? {} : { Output: output }),
  };
}
