import type { EnvironmentResponse } from "@aws-sdk/client-lambda";
import { AwsError } from "@millrace/wire";
import type { AwsCalls } from "../../kernel/calls.ts";
import type { Call } from "../../kernel/operation.ts";
import type { Principal } from "../../kernel/principal.ts";
import { keyInvalid, keyRefused } from "./errors.ts";
import type { FunctionVersion } from "./model.ts";

type Keyed = Pick<FunctionVersion, "arn" | "roleArn" | "kmsKeyArn" | "environment" | "sealedEnvironment">;

type Asker = Pick<Call<unknown>, "aws" | "principal">;

const via = "lambda";

/**
 * The variables as the function's key encrypts them, in the name of the caller, who also lends the key to the function's role.
 * Undefined where no key of a customer's has a say.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export async function sealEnvironment({ aws, principal }: Asker, fn: Keyed): Promise<string | undefined> {
  const { kmsKeyArn: KeyId, environment = {}, arn, roleArn } = fn;
  if (KeyId === undefined || Object.keys(environment).length === 0) return undefined;
  const EncryptionContext = contextOf(fn);
  const grant = {
    ...{ KeyId, Name: arn, GranteePrincipal: roleArn, Operations: ["Decrypt" as const] },
    Constraints: { EncryptionContextEquals: EncryptionContext },
  };
  try {
    await aws.call("kms", "CreateGrant", grant, { principal, via });
    const input = { KeyId, Plaintext: Buffer.from(JSON.stringify(environment)), EncryptionContext };
    const { CiphertextBlob = new Uint8Array() } = await aws.call("kms", "Encrypt", input, { principal, via });
    return Buffer.from(CiphertextBlob).toString("base64");
  } catch (error) {
    throw error instanceof AwsError ? keyInvalid(error) : error;
  }
}

/** Throws what callers of a function hear whose variables do not open for its role. */
export async function openEnvironment(aws: AwsCalls, principal: Principal, fn: Keyed): Promise<void> {
  await decrypt(aws, principal, fn).catch((error: unknown) => {
    throw error instanceof AwsError ? keyRefused(error) : error;
  });
}

/** Of who asks for a function and may not use its key: an error in the place of its variables. */
export async function environmentFor(
  { aws, principal }: Asker,
  fn: Keyed,
): Promise<{ Environment?: EnvironmentResponse }> {
  try {
    await decrypt(aws, principal, fn);
    return {};
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Environment: { Error: { ErrorCode: error.code, Message: keyRefused(error).message } } };
  }
}

async function decrypt(aws: AwsCalls, principal: Principal, fn: Keyed): Promise<void> {
  if (fn.sealedEnvironment === undefined) return;
  const CiphertextBlob = Buffer.from(fn.sealedEnvironment, "base64");
  await aws.call("kms", "Decrypt", { CiphertextBlob, EncryptionContext: contextOf(fn) }, { principal, via });
}

const contextOf = ({ arn }: Keyed) => ({ "aws:lambda:FunctionArn": arn });
