import type { ParameterMetadata, Parameter as ParameterOutput } from "@aws-sdk/client-ssm";
import type { Call, Scope } from "../../../kernel/operation.ts";
import { type Parameter, parameterArn, type Version } from "../model.ts";
import type { SsmStore } from "../store.ts";
import { policiesOutput } from "./policies.ts";
import { openValue } from "./secure-value.ts";

interface Shown {
  readonly parameter: Parameter;
  readonly version: Version;
  readonly selector?: string | undefined;
  readonly isOpen: boolean;
}

/** A parameter with its value; secrets stay sealed unless they are asked for openly. */
export async function withValue(
  call: Call<SsmStore>,
  { parameter: { name }, version, selector, isOpen }: Shown,
): Promise<ParameterOutput> {
  return {
    Name: name,
    Type: version.type,
    Value: isOpen ? await openValue(call, name, version) : version.value,
    Version: version.version,
    Selector: selector === undefined ? undefined : `:${selector}`,
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: parameterArn(call.store.scope, name),
    DataType: version.dataType,
  };
}

export const metadata = (scope: Scope, { name }: Parameter, version: Version): ParameterMetadata => ({
  Name: name,
  ARN: parameterArn(scope, name),
  Type: version.type,
  KeyId: version.keyId,
  LastModifiedDate: new Date(version.modifiedAt),
  LastModifiedUser: version.modifiedBy,
  Description: version.description,
  AllowedPattern: version.allowedPattern,
  Version: version.version,
  Tier: version.tier,
  Policies: policiesOutput(version.policies),
  DataType: version.dataType,
});
