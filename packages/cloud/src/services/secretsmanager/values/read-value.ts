import type { GetSecretValueResponse } from "@aws-sdk/client-secrets-manager";
import type { Call } from "../../../kernel/operation.ts";
import { noSuchVersion } from "../errors.ts";
import { current, hasValue, type Secret } from "../model.ts";
import type { SecretsStore } from "../store.ts";
import { open } from "./sealing.ts";

interface Asked {
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The value of one version, by its id or by its stage; the current one unless told otherwise. */
export async function readValue(
  call: Call<SecretsStore>,
  secret: Secret,
  { VersionId, VersionStage }: Asked = {},
): Promise<GetSecretValueResponse> {
  const stage = VersionStage ?? (VersionId === undefined ? current : undefined);
  const version = secret.versions.find(
    (one) =>
      (VersionId === undefined || one.id === VersionId) &&
      (stage === undefined || one.stages.includes(stage)) &&
      hasValue(one),
  );
  if (version === undefined) {
    throw noSuchVersion(VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`);
  }
  const { id, stages, createdAt, text, bytes } = await open(call, secret, version);
  noteAccess(call, secret.name);
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: id,
    VersionStages: [...stages],
    CreatedDate: new Date(createdAt),
    SecretString: text,
    SecretBinary: bytes === undefined ? undefined : Buffer.from(bytes, "base64"),
  };
}

/** To the day, as AWS keeps it: most reads write nothing. */
function noteAccess({ store, clock }: Call<SecretsStore>, name: string): void {
  const today = Math.floor(clock.now() / dayMs) * dayMs;
  const secret = store.find(name);
  if (secret !== undefined && secret.accessedAt !== today) store.put({ ...secret, accessedAt: today });
}
