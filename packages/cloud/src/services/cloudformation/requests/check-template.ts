import { formatError, templateError } from "../errors.ts";
import { isKnownType, resourceType } from "../resources/resource-types.ts";
import { evaluate } from "../templates/functions.ts";
import type { Prepared } from "../templates/prepare.ts";
import { referencesIn } from "../templates/references.ts";
import { checkDeletionPolicies } from "./check-deletion-policies.ts";
import { checkImports } from "./check-imports.ts";
import { checkOutputs } from "./check-outputs.ts";

/** What AWS refuses before anything is made: types and attributes that there are not, functions that cannot be evaluated. */
export function checkTemplate(prepared: Prepared): void {
  const { resources, outputs, template } = prepared;
  const unknown = Object.values(template.resources).filter(({ type }) => !isKnownType(type));
  if (unknown.length > 0) {
    throw formatError(`Unrecognized resource types: [${[...new Set(unknown.map(({ type }) => type))].join(", ")}]`);
  }
  const lookups = prepared.lookups({
    ref: (name) => placeholder(name),
    attribute: (id, attribute) => {
      checkAttribute(prepared, id, attribute);
      return placeholder(id);
    },
    importValue: (name) => placeholder(name),
  });
  const isResource = (name: string): boolean => name in template.resources;
  for (const declared of resources.values()) {
    checkDeletionPolicies(declared);
    checkImports(declared.properties, isResource);
    evaluate(declared.properties, lookups);
  }
  for (const { value } of outputs.values()) {
    checkImports(value, isResource);
    for (const { name, attribute } of referencesIn(value)) {
      if (attribute !== undefined && resources.has(name)) checkAttribute(prepared, name, attribute);
    }
  }
  checkOutputs(prepared, lookups);
}

/** Of what is not known yet a part may be wanted, so every part of it is there. */
const placeholder = (name: string): string => `{{changeSet:KNOWN_AFTER_APPLY}}${name}`;

function checkAttribute({ resources }: Prepared, logicalId: string, attribute: string): void {
  const type = resources.get(logicalId)?.type;
  if (type === undefined || !isKnownType(type)) return;
  const { handler, schema } = resourceType(type);
  if (schema === undefined || handler.hasOpenAttributes === true) return;
  const isThere =
    schema.attributes.includes(attribute) ||
    schema.attributes.some((name) => name.startsWith(`${attribute}.`)) ||
    (attribute.split(".")[0] ?? "") in schema.properties;
  if (!isThere) throw templateError(`resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
}
