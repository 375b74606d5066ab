import { readCode } from "../code/read-code.ts";
import { revisionMismatch } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { describeFunction, updateInProgress } from "../function-output.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode: LambdaOperation<"UpdateFunctionCode"> = {
  access: (input, scope) => ({
    action: "lambda:UpdateFunctionCode",
    resource: functionArn(scope, readFunctionName(input.FunctionName).name),
  }),

  async run(call, input) {
    const before = call.store.function(input.FunctionName);
    if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw revisionMismatch();
    const code = await readCode(call, input);
    if (input.DryRun === true) {
      call.store.blobs.delete(code.blobId);
      return { ...describeFunction(before), CodeSha256: code.sha256, CodeSize: code.bytes };
    }

    const fn = {
      ...call.store.function(input.FunctionName),
      code,
      architectures: input.Architectures ?? before.architectures,
      revisionId: call.ids.uuid(),
      lastModifiedAt: call.clock.now(),
    };
    call.store.put(fn);
    call.store.blobs.delete(before.code.blobId);

    return { ...describeFunction(fn), ...updateInProgress };
  },
};
