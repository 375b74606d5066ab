import type { FunctionUrlAuthType, GetFunctionUrlConfigResponse, InvokeMode } from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/operation.ts";
import { validation } from "../errors.ts";
import { type FunctionUrl, latest } from "../model.ts";
import type { LambdaStore } from "../store.ts";

export function describeUrl({ endpoint, region }: Call<LambdaStore>, url: FunctionUrl): GetFunctionUrlConfigResponse {
  return {
    FunctionUrl: `http://${url.id}.lambda-url.${region}.localhost:${new URL(endpoint).port}/`,
    FunctionArn: url.functionArn,
    AuthType: url.authType as FunctionUrlAuthType,
    InvokeMode: url.invokeMode as InvokeMode,
    ...(url.cors === undefined ? {} : { Cors: { ...url.cors } }),
    CreationTime: new Date(url.createdAt).toISOString(),
    LastModifiedTime: new Date(url.lastModifiedAt).toISOString(),
  };
}

/** A URL leads to the function or to an alias, never to a version. */
export function checkUrlQualifier(qualifier: string | undefined): void {
  if (qualifier !== undefined && (qualifier === latest || /^\d+$/.test(qualifier))) {
    throw validation(
      `1 validation error detected: Value '${qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`,
    );
  }
}
