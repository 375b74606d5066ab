import type { DocumentPath } from "./expressions/document-path.ts";
import { projectionOfPaths } from "./expressions/projection.ts";
import type { Item } from "./values/attribute-value.ts";
import { itemOutput, type StoredItem } from "./values/stored-item.ts";

/** What an update answers of the item before or after, as its ReturnValues ask. */
export function returnedAttributes(
  wanted: string | undefined,
  paths: readonly DocumentPath[],
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): Item | undefined {
  switch (wanted) {
    case "ALL_OLD":
      return before && itemOutput(before);
    case "ALL_NEW":
      return after && itemOutput(after);
    case "UPDATED_OLD":
      return before && unlessEmpty(projectionOfPaths(paths).apply(before.item));
    case "UPDATED_NEW":
      return after && unlessEmpty(projectionOfPaths(paths).apply(after.item));
    default:
      return undefined;
  }
}

const unlessEmpty = (item: Item): Item | undefined => (Object.keys(item).length === 0 ? undefined : item);
