import { readCode } from "../code/read-code.ts";
import { revisionIdMismatch } from "../errors.ts";
import { onFunction } from "../function-name.ts";
import { describeFunction, describeVersion, updateInProgress } from "../function-output.ts";
import { publishVersion } from "../publish-version.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode: LambdaOperation<"UpdateFunctionCode"> = {
  access: onFunction("UpdateFunctionCode"),

  async run(call, input) {
    const { store, ids, clock } = call;
    const before = store.function(input.FunctionName);
    if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw revisionIdMismatch();
    const code = await readCode(call, input, "UpdateFunctionCode");
    if (input.DryRun === true) {
      store.blobs.delete(code.blobId);
      return { ...describeFunction(before), CodeSha256: code.sha256, CodeSize: code.bytes };
    }

    const fn = {
      ...store.function(input.FunctionName),
      code,
      architectures: input.Architectures ?? before.architectures,
      revisionId: ids.uuid(),
      lastModifiedAt: clock.now(),
    };
    store.put(fn);
    store.releaseCode(before);
    if (input.Publish === true) return { ...describeVersion(publishVersion(call, fn)), ...updateInProgress };

    return { ...describeFunction(fn), ...updateInProgress };
  },
};
