import type { Access, Scope } from "../../../kernel/operation.ts";
import { invalidParameter } from "../errors.ts";
import { layerArn, layerName } from "./layer-model.ts";

interface Named {
  readonly LayerName?: string | undefined;
  readonly VersionNumber?: number | undefined;
}

/** What an operation on one version of a layer touches. */
export const onLayerVersion =
  (action: string) =>
  ({ LayerName = "", VersionNumber }: Named, scope: Scope): Access => {
    const reference = LayerName.startsWith("arn:") ? LayerName : layerArn(scope, layerName(LayerName));
    return { action: `lambda:${action}`, resource: `${reference}:${VersionNumber}` };
  };

/** Versions count from one. Throws InvalidParameterValueException for others. */
export function checkVersionNumber(version: number | undefined): void {
  if (version === undefined || version >= 1) return;
  throw invalidParameter("Layer Version Cannot be less than 1.");
}
