import { newBinding } from "../expressions/bind-operand.ts";
import { conditionOf } from "../expressions/parse.ts";
import { type PlaceholderInput, Placeholders } from "../expressions/placeholders.ts";
import type { AttributeValue, Item } from "../values/attribute-value.ts";
import { conditionParts } from "./key-condition.ts";

interface QueryKeys extends PlaceholderInput {
  readonly KeyConditionExpression?: string | undefined;
  readonly KeyConditions?:
    | Readonly<Record<string, { readonly AttributeValueList?: readonly AttributeValue[] | undefined }>>
    | undefined;
}

/** The key values that a query names, for IAM. A malformed request is refused later, as itself. */
export function mentionedKeys(input: QueryKeys): readonly Item[] {
  const legacy = Object.entries(input.KeyConditions ?? {}).flatMap(([name, condition]) => {
    const value = condition.AttributeValueList?.[0];
    return value === undefined ? [] : [{ [name]: value }];
  });
  if (input.KeyConditionExpression === undefined) return legacy;
  try {
    const binding = newBinding("KeyConditionExpression", new Placeholders(input));
    const parts = conditionParts(binding, conditionOf("KeyConditionExpression", input.KeyConditionExpression));
    return parts.flatMap(({ name, values: [value] }) => (value === undefined ? [] : [{ [name]: value }]));
  } catch {
    return [];
  }
}
