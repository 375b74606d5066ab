import { unsupported } from "../errors.ts";
import type { Key } from "../model.ts";
import type { KmsStore } from "../store.ts";
import { enabledKey, ownKey } from "./usable-key.ts";

/** Only symmetric keys rotate. */
export function rotatableKey(store: KmsStore, name: string | undefined): Key {
  const key = ownKey(enabledKey(store, name));
  if (key.spec !== "SYMMETRIC_DEFAULT") throw unsupported();
  return key;
}
