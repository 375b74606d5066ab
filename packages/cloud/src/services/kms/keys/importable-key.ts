import { unsupported } from "../errors.ts";
import { type Key, keyArn } from "../model.ts";
import type { KmsStore } from "../store.ts";
import { liveKey } from "./usable-key.ts";

/** A key whose material its owner brings. */
export function importableKey(store: KmsStore, name: string | undefined): Key {
  const key = liveKey(store, name);
  if (key.origin !== "EXTERNAL") {
    throw unsupported(`${keyArn(store.scope, key.id)} origin is ${key.origin} which is not valid for this operation.`);
  }
  return key;
}
