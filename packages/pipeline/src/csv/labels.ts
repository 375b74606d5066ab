import { PipelineError } from "../pipeline-error.ts";
import type { FoundRow } from "./found-row.ts";

/** The names that a file's columns have in the records: its labels, or the fields that `aliases` gives them. */
export function namesOf(labels: readonly string[], aliases: ReadonlyMap<string, string>): readonly string[] {
  const names = labels.map((label) => aliases.get(label) ?? label);
  for (const [index, name] of names.entries()) {
    if (name === "") {
      throw new PipelineError("blank-label", `Cannot name column ${index + 1}: its label is blank`, {
        column: index + 1,
      });
    }
    const first = names.indexOf(name);
    if (first !== index) {
      throw new PipelineError(
        "duplicate-label",
        `Cannot tell columns ${first + 1} and ${index + 1} apart: both are named "${name}"`,
        { label: name, column: index + 1 },
      );
    }
  }
  return names;
}

export type RowBuilder = (row: FoundRow) => Record<string, string | undefined>;

/**
 * Makes the object of a row; a cell without text is a missing value. The function is generated once per file, so that every
 * row gets the same hidden class: V8 builds it several times faster than a loop over the names does. A name becomes source
 * text only through JSON.stringify; a computed key keeps `__proto__` an ordinary property.
 */
export function rowBuilder(names: readonly string[]): RowBuilder {
  const members = names.map((name, index) => `${keyText(name)}: row.text(${index}) || undefined`);
  try {
    return new Function("row", `return { ${members.join(", ")} }`) as RowBuilder;
  } catch (error) {
    // Thrown where the process forbids code generation (node --disallow-code-generation-from-strings).
    if (!(error instanceof EvalError)) throw error;
    return (row) => Object.fromEntries(names.map((name, index) => [name, row.text(index) || undefined]));
  }
}

const keyText = (name: string): string => (name === "__proto__" ? '["__proto__"]' : JSON.stringify(name));
