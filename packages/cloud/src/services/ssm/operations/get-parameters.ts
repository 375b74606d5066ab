import { AwsError } from "@millrace/wire";
import { onParameters } from "../access.ts";
import { withValue } from "../parameters/output.ts";
import { readName, selected } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";
import type { SsmStore } from "../store.ts";

function find(store: SsmStore, given: string) {
  const { name, selector } = readName(given);
  const parameter = store.find(name);
  if (parameter === undefined) return undefined;
  try {
    return { parameter, version: selected(parameter, selector), selector };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const getParameters: SsmOperation<"GetParameters"> = {
  access: onParameters("GetParameters"),

  async run(call, { Names = [], WithDecryption: isOpen = false }) {
    const asked = [...new Set(Names)].map((given) => ({ given, found: find(call.store, given) }));
    const found = asked.flatMap(({ found: one }) => one ?? []);
    return {
      Parameters: await Promise.all(found.map((one) => withValue(call, { ...one, isOpen }))),
      InvalidParameters: asked.flatMap(({ given, found: one }) => (one === undefined ? given : [])),
    };
  },
};
