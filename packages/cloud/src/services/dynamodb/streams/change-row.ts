import { keyAttributes } from "../keys/item-key.ts";
import { itemBytes } from "../values/size.ts";
import type { StoredItem } from "../values/stored-item.ts";
import type { ChangeRecord, Stream } from "./stream.ts";

export interface Change {
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
  readonly isByService: boolean;
}

/** A change as a stream keeps it, as JSON; images go in as the text that the table has. Undefined when nothing changed. */
export function changeRow(
  stream: Pick<Stream, "keySchema" | "viewType">,
  { before, after, isByService }: Change,
  at: number,
): string | undefined {
  const known = after ?? before;
  if (known === undefined || before?.json === after?.json) return undefined;
  const { viewType, keySchema } = stream;
  const old = viewType === "OLD_IMAGE" || viewType === "NEW_AND_OLD_IMAGES" ? before : undefined;
  const fresh = viewType === "NEW_IMAGE" || viewType === "NEW_AND_OLD_IMAGES" ? after : undefined;
  const keys = keyAttributes(keySchema, known.item);
  const name: ChangeRecord["name"] = before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY";
  const bytes = itemBytes(keys) + (old?.bytes ?? 0) + (fresh?.bytes ?? 0);
  const images = `${old === undefined ? "" : `,"old":${old.json}`}${fresh === undefined ? "" : `,"new":${fresh.json}`}`;
  const by = isByService ? ',"isByService":true' : "";
  return `{"at":${at},"name":"${name}","bytes":${bytes},"keys":${JSON.stringify(keys)}${images}${by}}`;
}
