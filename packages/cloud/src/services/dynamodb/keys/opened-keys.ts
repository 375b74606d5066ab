import { validation } from "../errors.ts";
import { keyNames, type TableDefinition } from "../model.ts";

/** Keys of the table and of its indexes are plain values: nothing can be looked into. */
export function refuseOpenedKeys(table: TableDefinition, ...parts: readonly (Opening | undefined)[]): void {
  for (const part of parts) {
    if (part === undefined || part.opened.size === 0) continue;
    const own = keyNames(table.keySchema).find((name) => part.opened.has(name));
    const indexed = table.indexes.flatMap(({ keySchema }) => keyNames(keySchema)).find((name) => part.opened.has(name));
    if (own === undefined && indexed === undefined) continue;
    const which = own === undefined ? `IndexKey: ${indexed}` : `Key: ${own}`;
    throw validation(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${which}`,
    );
  }
}

interface Opening {
  readonly opened: ReadonlySet<string>;
}
