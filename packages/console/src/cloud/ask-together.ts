import { ask, Refusal } from "./ask.ts";

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly region: string;
}

type Answer = { readonly output: unknown } | { readonly error: { readonly code: string; readonly message: string } };

interface Waiting {
  readonly call: Call;
  readonly settle: (answer: Promise<unknown>) => void;
}

const path = "/_millrace/call";
/** As many as the cloud takes in one request. */
const callsMax = 100;

let waiting: Waiting[] = [];

/**
 * Answers a call together with all others of the same moment: a browser sends six requests at a time, and a view may ask a hundred
 * things at once. Each waits for the slowest, so what may take long is asked alone. Throws Refusal.
 */
export const askTogether = (call: Call): Promise<unknown> =>
  new Promise((settle) => {
    if (waiting.length === 0) queueMicrotask(send);
    waiting.push({ call, settle });
  });

function send(): void {
  const together = waiting.slice(0, callsMax);
  waiting = waiting.slice(callsMax);
  if (waiting.length > 0) queueMicrotask(send);
  const answers = ask<{ answers: readonly Answer[] }>(path, { calls: together.map(({ call }) => call) });
  for (const [index, { settle }] of together.entries()) {
    settle(answers.then((all) => outputOf(all.answers[index])));
  }
}

function outputOf(answer: Answer | undefined): unknown {
  if (answer === undefined) throw new Refusal("Unanswered", "The cloud left this call out");
  if ("error" in answer) throw new Refusal(answer.error.code, answer.error.message);
  return answer.output;
}
