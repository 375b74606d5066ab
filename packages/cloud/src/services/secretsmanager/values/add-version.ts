import type { Call } from "../../../kernel/operation.ts";
import { invalidParameter, versionExists } from "../errors.ts";
import { hasValue, type Secret, type Version, withVersion } from "../model.ts";
import type { SecretsStore } from "../store.ts";
import { open, seal } from "./sealing.ts";

interface Given {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly ClientRequestToken?: string | undefined;
}

/** A version out of a request; undefined when it brings no value. */
export function versionOf(
  { ids, clock }: Call<SecretsStore>,
  input: Given,
  stages: readonly string[],
): Version | undefined {
  const { SecretString: text, SecretBinary } = input;
  if (text !== undefined && SecretBinary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (text === undefined && SecretBinary === undefined) return undefined;
  const bytes = SecretBinary === undefined ? undefined : Buffer.from(SecretBinary).toString("base64");
  return { id: input.ClientRequestToken ?? ids.uuid(), stages, text, bytes, createdAt: clock.now() };
}

/** The secret's versions with one more. A token that has made a version makes no other: the same value is no change. */
export async function withValue(call: Call<SecretsStore>, secret: Secret, added: Version): Promise<readonly Version[]> {
  const before = secret.versions.find(({ id }) => id === added.id);
  if (before !== undefined && hasValue(before)) {
    const { text, bytes } = await open(call, secret, before);
    if (text !== added.text || bytes !== added.bytes) throw versionExists();
    return secret.versions;
  }
  return withVersion(secret.versions, await seal(call, secret, added));
}
