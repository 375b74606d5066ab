import type { StoredObject } from "../model.ts";

const archives = new Set(["GLACIER", "DEEP_ARCHIVE"]);

export const isInArchive = ({ attributes }: Pick<StoredObject, "attributes">): boolean =>
  archives.has(attributes.storageClass);

/** In an archive, without a restored copy to read from. */
export const isArchived = (object: Pick<StoredObject, "attributes" | "restoredUntil">, now: number): boolean =>
  isInArchive(object) && (object.restoredUntil === undefined || object.restoredUntil <= now);
