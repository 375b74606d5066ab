import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { HandlerError } from "./handler-error.ts";

/** The text of a secret. */
export async function secretText(secrets: SecretsManagerClient, arn: string): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined) {
    throw new HandlerError("missing-config", `Cannot use secret "${arn}": expected it to have a text`);
  }
  return SecretString;
}
