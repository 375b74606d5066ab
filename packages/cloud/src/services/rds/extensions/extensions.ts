import { awsCommons } from "./aws-commons.ts";
import { awsLambda } from "./aws-lambda.ts";
import { awsS3 } from "./aws-s3.ts";
import { filesOf } from "./extension.ts";

/** The files of all extensions of our own, by their names. */
export const extensionFiles: Readonly<Record<string, string>> = Object.assign(
  {},
  ...[awsCommons, awsS3, awsLambda].map(filesOf),
);
