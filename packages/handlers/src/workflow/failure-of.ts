import type { Failure, StateError } from "../contract.ts";
import { interruptedCode } from "../ledger/ledger.ts";
import type { Run } from "../ledger/run.ts";

/** Nobody reads on in a list of runs. */
const messageCharsMax = 1_000;

/** Why a run fails whose workflow could not go on: which function, on which piece of the file, and with what. */
export function failureOf({ error, function: arn, chunk }: Failure): NonNullable<Run["reason"]> {
  const who = arn === undefined ? "The workflow" : `Function ${arn.split(":").at(-1)}`;
  const where = chunk === undefined ? "" : ` on piece ${chunk.index} of the file`;
  return { code: interruptedCode, message: `${who} failed${where}: ${told(error)}`.slice(0, messageCharsMax) };
}

function told({ Error: type = "unknown error", Cause: cause = "" }: StateError = {}): string {
  const message = thrownIn(cause) ?? cause;
  return message === "" ? type : `${type}: ${message}`;
}

/**
 * What a function threw is JSON in the cause; what Lambda itself answers is a sentence.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
function thrownIn(cause: string): string | undefined {
  try {
    const { errorMessage } = JSON.parse(cause) as { readonly errorMessage?: unknown };
    return typeof errorMessage === "string" ? errorMessage : undefined;
  } catch {
    return undefined;
  }
}
