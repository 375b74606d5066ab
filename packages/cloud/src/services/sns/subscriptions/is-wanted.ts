import { matchesPattern } from "../../../patterns/matches-pattern.ts";
import type { Facts, Pattern } from "../../../patterns/pattern.ts";
import type { MessageAttribute, Published, Subscription } from "../model.ts";

/** Whether a subscription's filter policy lets a message through. */
export function isWanted({ attributes }: Subscription, published: Published): boolean {
  const { FilterPolicy, FilterPolicyScope } = attributes;
  if (FilterPolicy === undefined) return true;
  const facts = FilterPolicyScope === "MessageBody" ? bodyFacts(published) : attributeFacts(published.attributes);
  return facts !== undefined && matchesPattern(JSON.parse(FilterPolicy) as Pattern, facts);
}

/** Messages that are no JSON objects have no body to filter by. */
function bodyFacts({ message }: Published): Facts | undefined {
  const parsed = parse(message);
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Facts) : undefined;
}

/** Binary attributes are ignored, as is what is no list where a list is said to be. */
function attributeFacts(attributes: Readonly<Record<string, MessageAttribute>>): Facts {
  const facts: Record<string, unknown> = {};
  for (const [name, { Type, Value }] of Object.entries(attributes)) {
    if (Type === "String.Array") facts[name] = parse(Value);
    else if (Type === "Number" || Type.startsWith("Number.")) facts[name] = Number(Value);
    else if (!Type.startsWith("Binary")) facts[name] = Value;
  }
  return facts;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
