import type { GetProvisionedConcurrencyConfigResponse } from "@aws-sdk/client-lambda";
import type { AwsError } from "@millrace/wire";
import { aliasNotFound } from "./errors.ts";
import { readFunctionName } from "./function-name.ts";
import type { ProvisionedConcurrency } from "./model.ts";
import type { LambdaStore, Target } from "./store.ts";

/** Where concurrency can be provisioned: a version, or an alias of one; `refusal` is what $LATEST gets. */
export function provisionable(
  store: LambdaStore,
  { FunctionName: reference, Qualifier: qualifier }: { readonly FunctionName: string; readonly Qualifier: string },
  refusal: () => AwsError,
): Target & { qualifier: string } {
  const { name } = readFunctionName(reference, qualifier);
  const fn = store.find(name);
  const isAlias = !/^(\d+|\$LATEST)$/.test(qualifier);
  if (fn !== undefined && isAlias && store.alias(name, qualifier) === undefined) {
    throw aliasNotFound(`${fn.arn}:${qualifier}`);
  }
  const target = store.target(reference, qualifier);
  if (target.version.version === "$LATEST") throw refusal();
  return { ...target, qualifier };
}

/** Environments start when they are needed, in some milliseconds: what is provisioned is ready at once. */
export const describeProvisioned = (config: ProvisionedConcurrency): GetProvisionedConcurrencyConfigResponse => ({
  RequestedProvisionedConcurrentExecutions: config.requested,
  AvailableProvisionedConcurrentExecutions: config.requested,
  AllocatedProvisionedConcurrentExecutions: config.requested,
  Status: "READY",
  LastModified: new Date(config.lastModifiedAt).toISOString().replace("Z", "+0000"),
});
