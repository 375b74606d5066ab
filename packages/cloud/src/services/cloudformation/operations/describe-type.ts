import { onEverything } from "../access.ts";
import { typeMissing } from "../errors.ts";
import { type AskedVersion, askedExtension } from "../registry/arns.ts";
import { versionDescription } from "../registry/outputs.ts";
import { canUpdate, publicSchema, typeArn } from "../resources/public-schema.ts";
import { resourceSchema } from "../resources/schemas.ts";
import type { StackOperation } from "../shapes.ts";

/**
 * Of AWS's own types and of what was registered here.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html
 */
export const describeType: StackOperation<"DescribeType"> = {
  access: onEverything("DescribeType"),

  run({ region, store: { registry } }, input) {
    const asked = askedExtension(input);
    if (asked.isPublic) return publicDescription(region, asked);
    const extension = registry.extension(asked);
    const version = registry.version(extension, asked.versionId ?? extension.defaultVersionId);
    return versionDescription(registry, extension, version);
  },
};

function publicDescription(region: string, { kind, typeName }: AskedVersion) {
  const schema = kind === "RESOURCE" ? resourceSchema(typeName) : undefined;
  if (schema === undefined) throw typeMissing(typeName);
  return {
    Arn: typeArn(region, typeName),
    Type: kind,
    TypeName: typeName,
    Description: `Resource Type definition for ${typeName}`,
    Schema: JSON.stringify(publicSchema(typeName, schema)),
    ProvisioningType: canUpdate(typeName) ? ("FULLY_MUTABLE" as const) : ("IMMUTABLE" as const),
    DeprecatedStatus: "LIVE" as const,
    Visibility: "PUBLIC" as const,
    IsActivated: true,
  };
}
