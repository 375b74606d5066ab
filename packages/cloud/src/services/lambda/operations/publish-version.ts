import { invalidParameter, revisionIdMismatch } from "../errors.ts";
import { onFunction } from "../function-name.ts";
import { describeVersion } from "../function-output.ts";
import { publishVersion as publish } from "../publish-version.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion: LambdaOperation<"PublishVersion"> = {
  access: onFunction("PublishVersion"),

  run(call, input) {
    const fn = call.store.function(input.FunctionName);
    const { sha256 } = fn.code;
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== sha256) {
      throw invalidParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    if (input.RevisionId !== undefined && input.RevisionId !== fn.revisionId) throw revisionIdMismatch();

    return describeVersion(publish(call, fn, input.Description));
  },
};
