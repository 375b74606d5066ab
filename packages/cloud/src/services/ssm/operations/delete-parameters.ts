import { onParameters } from "../access.ts";
import { readName } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export const deleteParameters: SsmOperation<"DeleteParameters"> = {
  access: onParameters("DeleteParameters"),

  run({ store }, { Names = [] }) {
    const names = [...new Set(Names)];
    const there = names.filter((name) => store.find(readName(name).name) !== undefined);

    for (const name of there) store.delete(store.parameter(readName(name).name).name);
    return { DeletedParameters: there, InvalidParameters: names.filter((name) => !there.includes(name)) };
  },
};
