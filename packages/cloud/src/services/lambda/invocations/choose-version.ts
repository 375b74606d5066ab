import type { Ids } from "@millrace/core";
import type { FunctionVersion } from "../model.ts";
import type { LambdaStore, Target } from "../store.ts";

/** Which of its two versions an alias gives an event to, by their weights. */
export function chooseVersion(store: LambdaStore, { alias, version }: Target, ids: Ids): FunctionVersion {
  const [other] = Object.entries(alias?.weights ?? {});
  if (alias === undefined || other === undefined) return version;
  const [name, weight] = other;
  const drawn = ids.bytes(4).readUInt32BE() / 2 ** 32;
  return drawn < weight ? (store.findVersion(alias.functionName, name) ?? version) : version;
}
