import { AwsError } from "@millrace/wire";
import type { Call } from "../../kernel/operation.ts";
import { servicePrincipal } from "../../kernel/principal.ts";
import { noInterfaceRight, roleCannotBeAssumed } from "./errors.ts";
import type { LambdaFunction } from "./model.ts";
import type { LambdaStore } from "./store.ts";

/**
 * A function's role must let Lambda assume it, and put the function into its network. Throws InvalidParameterValueException.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export async function checkRole(
  { aws, account, credentials }: Call<LambdaStore>,
  roleArn: string,
  { arn, vpc }: Pick<LambdaFunction, "arn" | "vpc">,
): Promise<void> {
  const service = servicePrincipal("lambda.amazonaws.com", account, arn);
  const input = { RoleArn: roleArn, RoleSessionName: "lambda-role-check", DurationSeconds: 900 };
  const { Credentials: keys } = await aws.call("sts", "AssumeRole", input, { principal: service }).catch(() => {
    throw roleCannotBeAssumed();
  });
  if (vpc === undefined) return;
  const { principal } = credentials.find(keys?.AccessKeyId ?? "");
  const dry = { SubnetId: vpc.subnetIds[0] ?? "", DryRun: true };
  await aws.call("ec2", "CreateNetworkInterface", dry, { principal }).catch((error: unknown) => {
    if (error instanceof AwsError && error.code === "UnauthorizedOperation") throw noInterfaceRight();
  });
}
