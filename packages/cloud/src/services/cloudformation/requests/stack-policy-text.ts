import type { Call } from "../../../kernel/operation.ts";
import { readStackPolicy } from "../engine/stack-policy.ts";
import type { StackStore } from "../store.ts";
import { fetchText } from "./fetch-template.ts";

/** The policy that a request brings or names; undefined when it does neither. Throws ValidationError for what is none. */
export async function stackPolicyText(
  call: Call<StackStore>,
  body: string | undefined,
  url: string | undefined,
): Promise<string | undefined> {
  const text = await fetchText(call, { body, url, what: "stackPolicy" });
  return text === undefined ? undefined : readStackPolicy(text);
}
