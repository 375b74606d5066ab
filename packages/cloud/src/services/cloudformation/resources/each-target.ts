import { isArray, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { isMissing } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

interface EachTarget {
  /** The property that lists what it is put on. */
  readonly property: string;
  readonly put: (work: Work, target: string, properties: JsonObject) => Promise<unknown>;
  readonly remove: (work: Work, target: string, properties: JsonObject) => Promise<unknown>;
}

/** A type that is nothing by itself: the same put on each of several others, such as a policy on queues. */
export function eachTarget({ property, put, remove }: EachTarget): ResourceType {
  const targetsOf = (properties: JsonObject): string[] => listOf(properties[property]).map(toText);
  const removeFrom = async (work: Work, targets: readonly string[], properties: JsonObject): Promise<void> => {
    for (const target of targets) {
      await remove(work, target, properties).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    }
  };
  return {
    async create(work, properties) {
      for (const target of targetsOf(properties)) await put(work, target, properties);
      const id = work.name({ max: 128 });
      return { id, attributes: { Id: id } };
    },
    async update(work, resource, properties) {
      const targets = targetsOf(properties);
      for (const target of targets) await put(work, target, properties);
      await removeFrom(
        work,
        targetsOf(resource.properties).filter((target) => !targets.includes(target)),
        resource.properties,
      );
      return { id: resource.physicalId };
    },
    delete: (work, { properties }) => removeFrom(work, targetsOf(properties), properties),
  };
}

export const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : isArray(value) ? value : [value];
