import { secretText } from "../../../connections/secret.ts";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { EventsStore } from "../store.ts";
import type { AuthParameters, Connection } from "./connection.ts";

/** Secrets of connections are kept in the account by its service-linked role, which needs no right of the caller's. */
const asAccount = ({ account }: Call<EventsStore>) => ({ principal: accountPrincipal(account) });

/** Answers the ARN of the secret. */
export async function createSecret(call: Call<EventsStore>, Name: string, auth: AuthParameters): Promise<string> {
  const input = { Name, SecretString: secretText(auth) };
  return (await call.aws.call("secretsmanager", "CreateSecret", input, asAccount(call))).ARN ?? "";
}

export async function updateSecret(
  call: Call<EventsStore>,
  { secretArn }: Connection,
  auth: AuthParameters,
): Promise<void> {
  const input = { SecretId: secretArn, SecretString: secretText(auth) };
  await call.aws.call("secretsmanager", "PutSecretValue", input, asAccount(call));
}

export async function deleteSecret(call: Call<EventsStore>, { secretArn }: Connection): Promise<void> {
  const input = { SecretId: secretArn, ForceDeleteWithoutRecovery: true };
  await call.aws.call("secretsmanager", "DeleteSecret", input, asAccount(call));
}
