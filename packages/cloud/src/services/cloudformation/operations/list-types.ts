import type { ListTypesInput, TypeSummary } from "@aws-sdk/client-cloudformation";
import { pageOf } from "../../../kernel/paging.ts";
import { onEverything } from "../access.ts";
import type { Extension } from "../registry/model.ts";
import { aboutSchema, provisioningType } from "../registry/outputs.ts";
import type { RegistryStore } from "../registry/registry-store.ts";
import { canUpdate, typeArn } from "../resources/public-schema.ts";
import { specifiedTypes } from "../resources/schemas.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypes.html */
export const listTypes: StackOperation<"ListTypes"> = {
  access: onEverything("ListTypes"),

  run({ region, store: { registry } }, input) {
    const { Visibility = "PRIVATE", Filters = {}, MaxResults: max = 100, NextToken: token } = input;
    const { TypeNamePrefix: prefix = "" } = Filters;
    const all = Visibility === "PUBLIC" ? publicTypes(region, input) : privateTypes(registry, input);
    const found = all.filter(({ TypeName = "" }) => TypeName.startsWith(prefix));
    const { items, next } = pageOf(found, { token, max, idOf: orderOf });
    return { TypeSummaries: items, NextToken: next };
  },
};

function publicTypes(region: string, { Type: kind = "RESOURCE", Filters = {}, ProvisioningType }: ListTypesInput) {
  const isAsked = kind === "RESOURCE" && (Filters.Category ?? "AWS_TYPES") === "AWS_TYPES";
  const provisioning = (name: string): string => (canUpdate(name) ? "FULLY_MUTABLE" : "IMMUTABLE");
  return (isAsked ? specifiedTypes : [])
    .filter((name) => ProvisioningType === undefined || ProvisioningType === provisioning(name))
    .map(
      (TypeName): TypeSummary => ({
        Type: "RESOURCE",
        TypeName,
        TypeArn: typeArn(region, TypeName),
        Description: `Resource Type definition for ${TypeName}`,
        IsActivated: true,
      }),
    );
}

const kinds = ["HOOK", "MODULE", "RESOURCE"] as const;

/** Those that were registered here, one status at a time. */
function privateTypes(registry: RegistryStore, input: ListTypesInput): TypeSummary[] {
  const { Type, DeprecatedStatus: status = "LIVE", ProvisioningType } = input;
  return kinds
    .filter((kind) => Type === undefined || Type === kind)
    .flatMap((kind) => [...registry.list(kind)])
    .filter(({ isDeprecated }) => isDeprecated === (status === "DEPRECATED"))
    .flatMap((extension) => summaryOf(registry, extension, ProvisioningType) ?? [])
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** A hook may have the name of a type of resource. */
const orderOf = ({ TypeName, Type }: TypeSummary): string => `${TypeName} ${Type}`;

function summaryOf(
  registry: RegistryStore,
  extension: Extension,
  provisioning: string | undefined,
): TypeSummary | undefined {
  const { kind, typeName, defaultVersionId } = extension;
  if (defaultVersionId === undefined) return undefined;
  const { description, handlers } = aboutSchema(registry.version(extension, defaultVersionId));
  const isAsked = provisioning === undefined || (kind === "RESOURCE" && provisioning === provisioningType(handlers));
  if (!isAsked) return undefined;
  return {
    Type: kind,
    TypeName: typeName,
    DefaultVersionId: defaultVersionId,
    TypeArn: registry.arn(extension),
    LastUpdated: new Date(extension.updatedAt),
    Description: description,
  };
}
