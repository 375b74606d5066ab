import type { Scope } from "../../../kernel/operation.ts";
import type { Code, Permission } from "../model.ts";

/** One version of a layer. https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export interface LayerVersion {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly license: string | undefined;
  readonly runtimes: readonly string[];
  readonly architectures: readonly string[];
  readonly code: Code;
  readonly createdAt: number;
  readonly permissions: readonly Permission[];
  /** Of the policy. */
  readonly revisionId: string;
}

export const layerArn = (scope: Scope, name: string): string =>
  `arn:aws:lambda:${scope.region}:${scope.account}:layer:${name}`;

export const layerVersionArn = (scope: Scope, { name, version }: Pick<LayerVersion, "name" | "version">): string =>
  `${layerArn(scope, name)}:${version}`;

/** `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`, and without the version; undefined for anything else. */
export function readLayerArn(
  arn: string,
): { readonly account: string; readonly region: string; readonly name: string; readonly version: number } | undefined {
  const [, region = "", account = "", name = "", version] =
    /^arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\d{12}|aws):layer:([a-zA-Z0-9-_]+)(?::(\d+))?$/.exec(arn) ?? [];
  return name === "" ? undefined : { region, account, name, version: Number(version ?? 0) };
}

/** A layer's name as given: plain, or inside an ARN. */
export const layerName = (reference: string): string => readLayerArn(reference)?.name ?? reference;
