import { formatArn } from "@millrace/core";
import { resourceType } from "./resource-types.ts";
import type { ResourceSchema } from "./schemas.ts";

/**
 * A type's specification as the registry tells it: names, and what changes what. Of the kinds of values it says nothing.
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export function publicSchema(typeName: string, { identifier, attributes, properties }: ResourceSchema): object {
  const marked = (mark: string): string[] =>
    Object.entries(properties).flatMap(([name, marks]) => (marks.includes(mark) ? [pointer(name)] : []));
  const readOnly = [...attributes, ...identifier].filter((name) => !(name in properties));
  const all = new Set([...Object.keys(properties), ...readOnly.map((name) => name.split(".")[0] ?? name)]);
  const permissions = { permissions: [] };
  return {
    typeName,
    description: `Resource Type definition for ${typeName}`,
    properties: Object.fromEntries([...all].sort().map((name) => [name, {}])),
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => properties[name]?.includes("r") === true),
    createOnlyProperties: marked("c"),
    conditionalCreateOnlyProperties: marked("m"),
    readOnlyProperties: [...new Set(readOnly)].map(pointer),
    primaryIdentifier: identifier.map(pointer),
    handlers: {
      create: permissions,
      read: permissions,
      delete: permissions,
      ...(canUpdate(typeName) ? { update: permissions } : {}),
    },
  };
}

const pointer = (name: string): string => `/properties/${name.replaceAll(".", "/")}`;

export const canUpdate = (typeName: string): boolean => resourceType(typeName).handler.update !== undefined;

/** Of a type of AWS's own, which belongs to no account. */
export const typeArn = (region: string, name: string): string =>
  formatArn({
    service: "cloudformation",
    region,
    account: "",
    resource: `type/resource/${name.replaceAll("::", "-")}`,
  });
