import type { Call } from "../../kernel/operation.ts";
import { servicePrincipal } from "../../kernel/principal.ts";
import { roleCannotBeAssumed } from "./errors.ts";
import type { LambdaStore } from "./store.ts";

/** A function's role must let Lambda assume it. Throws InvalidParameterValueException. */
export async function checkRole(
  { aws, account }: Call<LambdaStore>,
  roleArn: string,
  functionArn: string,
): Promise<void> {
  const principal = servicePrincipal("lambda.amazonaws.com", account, functionArn);
  await aws
    .call(
      "sts",
      "AssumeRole",
      { RoleArn: roleArn, RoleSessionName: "lambda-role-check", DurationSeconds: 900 },
      { principal },
    )
    .catch(() => {
      throw roleCannotBeAssumed();
    });
}
