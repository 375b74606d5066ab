import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Extension, ExtensionVersion } from "./model.ts";
import type { RegistryStore } from "./registry-store.ts";

/** What a schema says of itself. */
export function aboutSchema({ schema }: ExtensionVersion): {
  readonly description?: string | undefined;
  readonly sourceUrl?: string | undefined;
  readonly documentationUrl?: string | undefined;
  readonly handlers: JsonObject;
  readonly configurationSchema?: string | undefined;
} {
  const { description, sourceUrl, documentationUrl, handlers, typeConfiguration } = JSON.parse(schema) as JsonObject;
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  return {
    description: text(description),
    sourceUrl: text(sourceUrl),
    documentationUrl: text(documentationUrl),
    handlers: isObject(handlers) ? handlers : {},
    configurationSchema: isObject(typeConfiguration) ? JSON.stringify(typeConfiguration) : undefined,
  };
}

/** What stacks can do with resources of a type, from the handlers that it has. */
export function provisioningType(handlers: JsonObject): "FULLY_MUTABLE" | "IMMUTABLE" | "NON_PROVISIONABLE" {
  const canBeMade = ["create", "read", "delete"].every((handler) => handler in handlers);
  if (!canBeMade) return "NON_PROVISIONABLE";
  return "update" in handlers ? "FULLY_MUTABLE" : "IMMUTABLE";
}

export function versionDescription(registry: RegistryStore, extension: Extension, version: ExtensionVersion) {
  const { description, sourceUrl, documentationUrl, handlers, configurationSchema } = aboutSchema(version);
  return {
    Arn: registry.arn(extension, version.id),
    Type: extension.kind,
    TypeName: extension.typeName,
    DefaultVersionId: extension.defaultVersionId,
    IsDefaultVersion: version.id === extension.defaultVersionId,
    Description: description,
    Schema: version.schema,
    // That of a hook is a part of one that AWS writes around it.
    ConfigurationSchema: extension.kind === "RESOURCE" ? configurationSchema : undefined,
    ProvisioningType: extension.kind === "RESOURCE" ? provisioningType(handlers) : undefined,
    DeprecatedStatus: version.isDeprecated ? ("DEPRECATED" as const) : ("LIVE" as const),
    LoggingConfig: version.logging,
    ExecutionRoleArn: version.executionRoleArn,
    Visibility: "PRIVATE" as const,
    SourceUrl: sourceUrl,
    DocumentationUrl: documentationUrl,
    LastUpdated: new Date(extension.updatedAt),
    TimeCreated: new Date(version.createdAt),
  };
}
