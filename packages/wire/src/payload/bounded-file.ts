import { Transform } from "node:stream";
import { AwsError } from "../aws-error.ts";
import type { ContentLengthRange } from "../signature/verify-post-policy.ts";

/** Passes a file on, and fails when it is smaller or larger than its form's policy allows. */
export function boundedFile(range: ContentLengthRange | undefined): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (range !== undefined && bytes > range.max) done(tooLarge(bytes, range.max));
      else done(null, chunk);
    },
    flush(done) {
      if (range !== undefined && bytes < range.min) done(tooSmall(bytes, range.min));
      else done();
    },
  });
}

const tooLarge = (bytes: number, max: number): AwsError =>
  new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
    status: 400,
    fields: { ProposedSize: bytes, MaxSizeAllowed: max },
  });

const tooSmall = (bytes: number, min: number): AwsError =>
  new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    status: 400,
    fields: { ProposedSize: bytes, MinSizeAllowed: min },
  });
