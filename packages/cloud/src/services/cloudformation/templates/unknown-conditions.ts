import type { Json } from "../../../sdk-calls/json.ts";
import { formatError } from "../errors.ts";
import { conditionsIn } from "./references.ts";
import type { Template } from "./template.ts";

/** Throws ValidationError for the first condition that is asked for and not there. */
export function refuseUnknownConditions({ conditions, resources, outputs }: Template): void {
  const refuse = (block: string, own: string | undefined, parts: readonly (Json | undefined)[]): void => {
    const asked = [...(own === undefined ? [] : [own]), ...parts.flatMap(conditionsIn)];
    const unknown = asked.find((name) => !(name in conditions));
    if (unknown !== undefined) throw unknownCondition(unknown, block);
  };
  for (const { condition, properties, metadata } of Object.values(resources)) {
    refuse("Resources", condition, [properties, metadata]);
  }
  for (const { condition, value } of Object.values(outputs)) refuse("Outputs", condition, [value]);
}

export const unknownCondition = (name: string, block: string): Error =>
  formatError(`Unresolved condition dependency ${name} in the ${block} block of the template`);
