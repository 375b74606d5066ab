import { isArray, isObject, type Json, type JsonObject, parsed, toText } from "../json.ts";
import { dataBytesMax } from "../model.ts";
import { StateFailure } from "../run/state-failure.ts";

/** Texts as they are. */
export const plain = (value: Json): string => (typeof value === "string" ? value : toText(value));

/** Adds a parameter for each member, and for each item of one that is a list. */
export function addQuery(url: URL, parameters: Json | undefined): void {
  for (const [name, values] of Object.entries(isObject(parameters) ? parameters : {})) {
    for (const value of isArray(values) ? values : [values]) url.searchParams.append(name, plain(value));
  }
}

/** Where an API of this cloud is reached, whatever region its host names; undefined for other hosts. */
export function ownApi(endpoint: string, host: string): string | undefined {
  const id = /^([a-z0-9]+)\.execute-api\./.exec(host)?.[1];
  return id === undefined ? undefined : `${endpoint}/_aws/execute-api/${id}`;
}

/** Throws StateFailure for more than a state may hold, and for what is no text. */
export async function answerText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > dataBytesMax) {
      const cause = "The response body exceeds the maximum number of bytes service limit.";
      throw new StateFailure("States.DataLimitExceeded", cause);
    }
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new StateFailure("States.Runtime", "The response body cannot be read as a string.");
  }
}

export const answerOutput = (answer: Response, text: string): JsonObject => ({
  Headers: Object.fromEntries([...answer.headers].map(([name, value]) => [name, [value]])),
  ResponseBody: parsed(text),
  StatusCode: answer.status,
  StatusText: answer.statusText,
});
