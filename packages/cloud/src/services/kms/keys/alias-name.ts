import { AwsError } from "@millrace/wire";
import { invalid } from "../errors.ts";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html#KMS-CreateAlias-request-AliasName */
export function checkAliasName(name: string): void {
  if (!name.startsWith("alias/"))
    throw invalid(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  if (name.startsWith("alias/aws/")) throw new AwsError("NotAuthorizedException", "", { status: 400 });
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
    throw new AwsError(
      "InvalidAliasNameException",
      "Alias must contain only alphanumeric characters, forward slashes, underscores and dashes.",
      { status: 400 },
    );
  }
}
