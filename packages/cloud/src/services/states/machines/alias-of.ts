import { readMachineArn } from "../arns.ts";
import { noSuchResource } from "../errors.ts";
import type { Alias } from "../model.ts";
import type { StatesStore } from "../store.ts";

/** The alias that an ARN names. Throws InvalidArn, ResourceNotFound. */
export function aliasOf(store: StatesStore, arn: string): Alias {
  const { name, qualifier } = readMachineArn(arn);
  const alias = qualifier === undefined ? undefined : store.findAlias(name, qualifier);
  if (alias === undefined) throw noSuchResource(arn);
  return alias;
}
