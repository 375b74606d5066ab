import type { JsonObject } from "../../../sdk-calls/json.ts";
import { HalfMade } from "../engine/half-made.ts";
import type { Work } from "../engine/work.ts";
import type { Made, ResourceType } from "./resource-type.ts";

/** A type with attributes that only a further question tells, once the resource is there. */
export function described(
  type: ResourceType,
  attributesOf: (work: Work, id: string) => Promise<JsonObject>,
): ResourceType {
  const { create, update } = type;
  const asked = async (work: Work, made: Made): Promise<Made> => ({
    ...made,
    attributes: { ...made.attributes, ...(await attributesOf(work, made.id)) },
  });
  return {
    ...type,
    async create(work, properties) {
      const made = await create(work, properties);
      try {
        return await asked(work, made);
      } catch (error) {
        throw new HalfMade(error, { physicalId: made.id, attributes: made.attributes ?? {} });
      }
    },
    ...(update === undefined
      ? {}
      : {
          update: async (work, resource, properties) => asked(work, await update(work, resource, properties)),
        }),
  };
}
