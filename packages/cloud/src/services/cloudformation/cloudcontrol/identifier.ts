import type { JsonObject } from "../../../sdk-calls/json.ts";
import { resourceSchema } from "../resources/schemas.ts";
import { toText } from "../templates/text.ts";

interface Known {
  readonly type: string;
  readonly physicalId: string;
  readonly properties: JsonObject;
  readonly attributes: JsonObject;
}

/** What Cloud Control knows a resource by: the members of its type's primary identifier, joined. `Ref` may give another. */
export function identifierOf({ type, physicalId, properties, attributes }: Known): string {
  const names = resourceSchema(type)?.identifier ?? [];
  const parts = names.map((name) => properties[name] ?? attributes[name]);
  return parts.length === 0 || parts.some((part) => part === undefined)
    ? physicalId
    : parts.map((part) => toText(part ?? "")).join("|");
}
