import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import { functionNotFound, invalidParameter } from "./errors.ts";
import { type Alias, latest } from "./model.ts";
import type { LambdaStore } from "./store.ts";

export const describeAlias = (alias: Alias): AliasConfiguration => ({
  AliasArn: alias.arn,
  Name: alias.name,
  FunctionVersion: alias.version,
  Description: alias.description,
  RevisionId: alias.revisionId,
  ...(Object.keys(alias.weights).length === 0
    ? {}
    : { RoutingConfig: { AdditionalVersionWeights: { ...alias.weights } } }),
});

/** Throws what AWS says to an alias that leads nowhere. */
export function checkAlias(store: LambdaStore, alias: Alias): void {
  const functionArn = alias.arn.slice(0, alias.arn.lastIndexOf(":"));
  const others = Object.keys(alias.weights);
  if (others.length > 1) {
    throw invalidParameter(
      `Number of items in AdditionalVersionWeights cannot be greater than 1. Actual was ${others.length}`,
    );
  }
  if (others.includes(alias.version)) {
    throw invalidParameter(
      `Invalid function version ${alias.version}. Function version ${alias.version} is already included in routing configuration.`,
    );
  }
  if (others.length > 0 && (alias.version === latest || others.includes(latest))) {
    throw invalidParameter("$LATEST is not supported for an alias pointing to more than 1 version");
  }
  for (const version of [alias.version, ...others]) {
    if (store.findVersion(alias.functionName, version) === undefined) {
      throw functionNotFound(`${functionArn}:${version}`);
    }
  }
}
