import { finish, prepare } from "../state-io.ts";
import type { Step } from "../step.ts";

/** https://states-language.net/#pass-state */
export async function pass(step: Step): Promise<void> {
  const { state, language } = step;
  const scopes = step.scope();
  const { effective, parameters } = await prepare(state, language, scopes);
  const result = (language === "JSONPath" ? state.Result : undefined) ?? parameters ?? effective;
  step.leave(
    await finish(state, { language, scopes, result: hasNull(state) ? null : result, hasResult: false }),
    state.Next,
  );
}

const hasNull = ({ Result }: Step["state"]): boolean => Result === null;
