import { invalidInput } from "../errors.ts";
import { dataBytesMax } from "../model.ts";

/** The input of an execution must be JSON of at most 256 KiB. Throws InvalidExecutionInput. */
export function checkInput(input: string | undefined): string {
  if (input === undefined) return "{}";
  if (input === "") throw invalidInput("Invalid execution input.");
  if (Buffer.byteLength(input) > dataBytesMax) {
    throw invalidInput(`Execution input size exceeds the maximum of ${dataBytesMax} bytes`);
  }
  try {
    JSON.parse(input);
  } catch {
    throw invalidInput(mistakeIn(input));
  }
  return input;
}

/** What AWS's reader of JSON says of the first thing that it cannot read. */
function mistakeIn(text: string): string {
  const trimmed = text.trimStart();
  const [word] = /^[A-Za-z]\w*/.exec(trimmed) ?? [];
  if (word !== undefined) {
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
  }
  const name = /^\{\s*([^"}\s])/.exec(trimmed)?.[1];
  if (name !== undefined) {
    return `Unexpected character ('${name}' (code ${name.codePointAt(0)})): was expecting double-quote to start field name`;
  }
  return "Unexpected end-of-input";
}
