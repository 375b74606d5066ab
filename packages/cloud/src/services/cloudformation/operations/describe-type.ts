import { onEverything } from "../access.ts";
import { typeMissing, validation } from "../errors.ts";
import { canUpdate, publicSchema, typeArn } from "../resources/public-schema.ts";
import { resourceSchema } from "../resources/schemas.ts";
import type { StackOperation } from "../shapes.ts";

/**
 * Of AWS's own types: the registry has no others here.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html
 */
export const describeType: StackOperation<"DescribeType"> = {
  access: onEverything("DescribeType"),

  run({ region }, { Type: kind = "RESOURCE", TypeName, Arn: arn }) {
    const name = TypeName ?? arn?.split("/").at(2)?.replaceAll("-", "::");
    if (name === undefined) throw validation("Either Arn or both of Type and TypeName are required");
    const schema = kind === "RESOURCE" ? resourceSchema(name) : undefined;
    if (schema === undefined) throw typeMissing(name);
    return {
      Arn: typeArn(region, name),
      Type: "RESOURCE",
      TypeName: name,
      Description: `Resource Type definition for ${name}`,
      Schema: JSON.stringify(publicSchema(name, schema)),
      ProvisioningType: canUpdate(name) ? "FULLY_MUTABLE" : "IMMUTABLE",
      DeprecatedStatus: "LIVE",
      Visibility: "PUBLIC",
      IsActivated: true,
    };
  },
};
