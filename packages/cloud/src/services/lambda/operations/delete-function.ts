import { aliasesStay, latestStays, versionIsNamed } from "../errors.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import { latest } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const deleteFunction: LambdaOperation<"DeleteFunction"> = {
  access: onQualified("DeleteFunction"),

  run({ store }, input) {
    const { name, qualifier } = readFunctionName(input.FunctionName, input.Qualifier);
    if (qualifier === latest) throw latestStays();
    const { fn, version, alias } = store.target(name, qualifier);
    if (alias !== undefined) throw aliasesStay();
    if (qualifier === undefined) {
      store.delete(fn);
      return { StatusCode: 204 };
    }
    const named = [...store.aliases(name)].filter(
      (one) => one.version === qualifier || one.weights[qualifier] !== undefined,
    );
    if (named.length > 0)
      throw versionIsNamed(
        qualifier,
        named.map((one) => one.name),
      );

    store.deleteVersion(version);

    return { StatusCode: 204 };
  },
};
