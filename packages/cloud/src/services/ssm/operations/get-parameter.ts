import { onParameter } from "../access.ts";
import { withValue } from "../parameters/output.ts";
import { readName, selected } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter: SsmOperation<"GetParameter"> = {
  access: onParameter("GetParameter"),

  async run(call, { Name = "", WithDecryption = false }) {
    const { name, selector } = readName(Name);
    const parameter = call.store.parameter(name);
    const version = selected(parameter, selector);
    return { Parameter: await withValue(call, { parameter, version, selector, isOpen: WithDecryption }) };
  },
};
