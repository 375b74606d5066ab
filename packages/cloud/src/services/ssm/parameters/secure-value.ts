import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { invalidKey } from "../errors.ts";
import { parameterArn, type Version } from "../model.ts";
import type { SsmStore } from "../store.ts";

export const defaultKey = "alias/aws/ssm";

/** https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html: bound to the parameter's ARN. */
const contextOf = ({ store }: Call<SsmStore>, name: string) => ({ PARAMETER_ARN: parameterArn(store.scope, name) });

/** As the caller: who may not use the key may not put the secret. */
export async function sealValue(call: Call<SsmStore>, name: string, keyId: string, value: string): Promise<string> {
  const input = { KeyId: keyId, Plaintext: Buffer.from(value), EncryptionContext: contextOf(call, name) };
  const { CiphertextBlob = new Uint8Array() } = await call.aws
    .call("kms", "Encrypt", input, { principal: call.principal, via: "ssm" })
    .catch(refuse);
  return Buffer.from(CiphertextBlob).toString("base64");
}

export async function openValue(call: Call<SsmStore>, name: string, { type, value }: Version): Promise<string> {
  if (type !== "SecureString") return value;
  const input = { CiphertextBlob: Buffer.from(value, "base64"), EncryptionContext: contextOf(call, name) };
  const { Plaintext = new Uint8Array() } = await call.aws
    .call("kms", "Decrypt", input, { principal: call.principal, via: "ssm" })
    .catch(refuse);
  return Buffer.from(Plaintext).toString("utf8");
}

function refuse(error: unknown): never {
  if (error instanceof AwsError && error.code !== "AccessDeniedException") throw invalidKey(error.message);
  throw error;
}
