import { PipelineError } from "../pipeline-error.ts";

export interface JsonPath {
  readonly names: readonly string[];
  /** Whether the records are the members of the array at the end of the path, or the value there is the one record. */
  readonly hasItems: boolean;
}

const step = /^(?:\.([\p{L}_$][\p{L}\p{N}_$-]*)|\['([^']+)'\])/u;

/** Reads `$[*]`, `$.orders[*]`, `$.a['b c'][*]` or `$.order`. */
export function parseJsonPath(text: string): JsonPath {
  const names: string[] = [];
  let rest = text.startsWith("$") ? text.slice(1) : undefined;
  for (let found = step.exec(rest ?? ""); rest !== undefined && found !== null; found = step.exec(rest)) {
    names.push(found[1] ?? found[2] ?? "");
    rest = rest.slice(found[0].length);
  }
  if (rest !== "" && rest !== "[*]") {
    throw new PipelineError("definition-error", `Cannot use the path "${text}": expected one such as "$.orders[*]"`);
  }
  return { names, hasItems: rest === "[*]" };
}
