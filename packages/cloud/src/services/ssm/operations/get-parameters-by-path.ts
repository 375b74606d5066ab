import { pageOf } from "../../../kernel/paging.ts";
import { parameterAccess } from "../access.ts";
import { invalid } from "../errors.ts";
import { currentOf } from "../model.ts";
import { isUnder, matchesAll } from "../parameters/filters.ts";
import { withValue } from "../parameters/output.ts";
import type { SsmOperation } from "../shapes.ts";

const pageMax = 10;
const pathRules =
  'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const getParametersByPath: SsmOperation<"GetParametersByPath"> = {
  access: ({ Path = "" }, scope, store) =>
    parameterAccess("GetParametersByPath", Path.replace(/(.)\/$/, "$1"), scope, store),

  async run(call, input) {
    const { Path = "", Recursive = false, WithDecryption: isOpen = false, MaxResults = pageMax, NextToken } = input;
    if (!Path.startsWith("/")) throw invalid(pathRules);
    const { ParameterFilters: filters = [] } = input;
    const found = [...call.store.under(Path)].filter(
      (parameter) => isUnder(parameter.name, Path, Recursive) && matchesAll(parameter, filters),
    );
    const { items, next } = pageOf(found, { token: NextToken, max: MaxResults, idOf: ({ name }) => name });
    return {
      Parameters: await Promise.all(
        items.map((parameter) => withValue(call, { parameter, version: currentOf(parameter), isOpen })),
      ),
      NextToken: next,
    };
  },
};
