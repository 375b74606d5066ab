import type { Access, Scope } from "../../../kernel/operation.ts";
import type { LambdaStore } from "../store.ts";

/** What an operation on one mapping touches. */
export const onMapping =
  (action: string) =>
  ({ UUID = "" }: { readonly UUID?: string | undefined }, scope: Scope, store: LambdaStore): Access => {
    const arn = store.mappings.find(UUID)?.functionArn;
    return {
      action: `lambda:${action}`,
      resource: `arn:aws:lambda:${scope.region}:${scope.account}:event-source-mapping:${UUID}`,
      ...(arn === undefined ? {} : { context: { "lambda:FunctionArn": arn } }),
    };
  };
