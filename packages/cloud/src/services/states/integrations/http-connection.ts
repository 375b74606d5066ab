import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Proofs } from "../../../connections/auth-parameters.ts";
import { authOf } from "../../../connections/secret.ts";
import type { AwsCalls, CallOptions } from "../../../kernel/calls.ts";
import type { Access } from "../../../kernel/operation.ts";
import { accountPrincipal, type Principal } from "../../../kernel/principal.ts";
import { StateFailure } from "../run/state-failure.ts";

export interface Borrower {
  readonly aws: AwsCalls;
  /** Throws what AWS throws unless the principal may do this. */
  readonly authorize: (principal: Principal, access: Access) => void;
}

const failure = (name: string, cause: string): StateFailure =>
  new StateFailure(`Events.ConnectionResource.${name}`, cause);

/** What a connection proves itself with, as far as the role of the machine may read it. Throws StateFailure. */
export async function borrowConnection(
  { aws, authorize }: Borrower,
  arn: string,
  principal: Principal,
): Promise<Proofs> {
  const found = await findConnection(aws, arn);
  if (found === undefined) throw failure("ResourceNotFound", `Connection '${arn}' does not exist.`);
  const { ConnectionState: state, SecretArn: SecretId = "" } = found;
  if (state === "AUTHORIZING") throw failure("AuthInProgress", "Connection is being authorized.");
  if (state !== "AUTHORIZED") {
    throw failure(
      "InvalidConnectionState",
      "Connection resource is not authorized. This is likely a configuration issue with your connection.",
    );
  }
  try {
    authorize(principal, { action: "events:RetrieveConnectionCredentials", resource: arn });
    const options = optionsOf(arn, principal);
    await aws.call("secretsmanager", "DescribeSecret", { SecretId }, options);
    const { SecretString = "{}" } = await aws.call("secretsmanager", "GetSecretValue", { SecretId }, options);
    return authOf(SecretString);
  } catch (error) {
    throw error instanceof AwsError ? failure("AccessDenied", error.message) : error;
  }
}

/** Whether there is one is no secret to whoever knows its ARN, and needs no right. */
async function findConnection(aws: AwsCalls, arn: string) {
  const { account = "", resource = "" } = parseArn(arn) ?? {};
  const Name = resource.split("/")[1] ?? "";
  if (Name === "") return undefined;
  const options = optionsOf(arn, accountPrincipal(account));
  const found = await aws.call("events", "DescribeConnection", { Name }, options).catch((error: unknown) => {
    if (error instanceof AwsError) return undefined;
    throw error;
  });
  return found?.ConnectionArn === arn ? found : undefined;
}

function optionsOf(arn: string, principal: Principal): CallOptions {
  const { account = "", region = "" } = parseArn(arn) ?? {};
  return { principal, account, region };
}
