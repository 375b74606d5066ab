import type { TypeConfigurationDetails, TypeConfigurationIdentifier } from "@aws-sdk/client-cloudformation";
import { parseArn } from "@millrace/core";
import type { Scope } from "../../../kernel/operation.ts";
import { onEverything } from "../access.ts";
import { askedExtension, configurationArn } from "../registry/arns.ts";
import type { RegistryStore } from "../registry/registry-store.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_BatchDescribeTypeConfigurations.html */
export const batchDescribeTypeConfigurations: StackOperation<"BatchDescribeTypeConfigurations"> = {
  access: onEverything("BatchDescribeTypeConfigurations"),

  run({ store: { scope, registry } }, { TypeConfigurationIdentifiers: identifiers = [] }) {
    const all = identifiers.map((identifier) => ({ identifier, details: detailsOf(scope, registry, identifier) }));
    return {
      Errors: all
        .filter(({ details }) => details === undefined)
        .map(({ identifier }) => ({
          ErrorCode: "TypeConfigurationNotFoundException",
          ErrorMessage: "The specified extension configuration can't be found.",
          TypeConfigurationIdentifier: identifier,
        })),
      UnprocessedTypeConfigurations: [],
      TypeConfigurations: all.flatMap(({ details }) => details ?? []),
    };
  },
};

function detailsOf(
  scope: Scope,
  registry: RegistryStore,
  identifier: TypeConfigurationIdentifier,
): TypeConfigurationDetails | undefined {
  const { TypeConfigurationAlias: aliasAsked } = identifier;
  const extension = registry.find(askedExtension(namedBy(identifier)));
  const configuration = extension?.configuration;
  if (extension === undefined || configuration === undefined) return undefined;
  const { alias, text, at } = configuration;
  if (aliasAsked !== undefined && aliasAsked !== alias) return undefined;
  return {
    Arn: configurationArn(scope, extension, alias),
    Alias: alias,
    Configuration: text,
    LastUpdated: new Date(at),
    TypeArn: registry.arn(extension),
  };
}

/** The ARN of a configuration names its extension as that one's own does. */
function namedBy({ TypeArn, TypeConfigurationArn, Type, TypeName }: TypeConfigurationIdentifier) {
  const { resource = "" } = parseArn(TypeConfigurationArn ?? "") ?? {};
  if (TypeConfigurationArn === undefined) return { Arn: TypeArn, Type, TypeName };
  const [, kind = "", name = ""] = resource.split("/");
  return { Type: kind.toUpperCase(), TypeName: name.replaceAll("-", "::") };
}
