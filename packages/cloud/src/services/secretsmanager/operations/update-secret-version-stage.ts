import { onSecret } from "../access.ts";
import { invalidParameter, noSuchVersion } from "../errors.ts";
import { current, previous, type Version, withVersion } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";

/** What is current is no longer what was before it. */
const stagesWith = ({ stages }: Version, added: string): string[] => [
  ...stages.filter((stage) => stage !== added && !(added === current && stage === previous)),
  added,
];

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
export const updateSecretVersionStage: SecretsOperation<"UpdateSecretVersionStage"> = {
  access: onSecret("UpdateSecretVersionStage"),

  run({ store, clock }, { SecretId = "", VersionStage = "", RemoveFromVersionId, MoveToVersionId }) {
    const secret = store.secret(SecretId);
    const holder = secret.versions.find(({ stages }) => stages.includes(VersionStage));
    const target = secret.versions.find(({ id }) => id === MoveToVersionId);
    if (MoveToVersionId !== undefined && target === undefined) throw noSuchVersion(`VersionId: ${MoveToVersionId}`);
    if (RemoveFromVersionId === undefined && holder !== undefined && holder !== target) {
      throw invalidParameter(
        `The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
      );
    }
    if (RemoveFromVersionId !== undefined && holder?.id !== RemoveFromVersionId) {
      throw invalidParameter(`The staging label ${VersionStage} is not attached to version ${RemoveFromVersionId}.`);
    }
    if (VersionStage === current && target === undefined) {
      throw invalidParameter("You can't remove the staging label AWSCURRENT without moving it to another version.");
    }

    const versions =
      target === undefined
        ? secret.versions.map((version) => ({
            ...version,
            stages: version.stages.filter((stage) => stage !== VersionStage),
          }))
        : withVersion(secret.versions, { ...target, stages: stagesWith(target, VersionStage) });
    store.put({ ...secret, versions, changedAt: clock.now() });
    return { ARN: secret.arn, Name: secret.name };
  },
};
