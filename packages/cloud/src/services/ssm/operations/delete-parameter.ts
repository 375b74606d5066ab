import { onParameter } from "../access.ts";
import { readName } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export const deleteParameter: SsmOperation<"DeleteParameter"> = {
  access: onParameter("DeleteParameter"),
  run: ({ store }, { Name = "" }) => store.delete(store.parameter(readName(Name).name).name),
};
