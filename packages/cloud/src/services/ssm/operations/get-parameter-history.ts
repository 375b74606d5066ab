import { pageOf } from "../../../kernel/paging.ts";
import { onParameter } from "../access.ts";
import type { Version } from "../model.ts";
import { metadata } from "../parameters/output.ts";
import { openValue } from "../parameters/secure-value.ts";
import { readName } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";

const pageMax = 50;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export const getParameterHistory: SsmOperation<"GetParameterHistory"> = {
  access: onParameter("GetParameterHistory"),

  async run(call, { Name = "", WithDecryption = false, MaxResults = pageMax, NextToken }) {
    const { store } = call;
    const parameter = store.parameter(readName(Name).name);
    const idOf = ({ version }: Version) => String(version).padStart(12, "0");
    const { items, next } = pageOf(parameter.versions, { token: NextToken, max: MaxResults, idOf });
    const Parameters = items.map(async (version) => ({
      ...metadata(store.scope, parameter, version),
      Value: WithDecryption ? await openValue(call, parameter.name, version) : version.value,
      Labels: [...version.labels],
    }));
    return { Parameters: (await Promise.all(Parameters)).map(({ ARN: _, ...shown }) => shown), NextToken: next };
  },
};
