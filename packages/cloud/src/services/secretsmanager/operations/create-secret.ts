import { alreadyExists, invalidParameter, isDeleted } from "../errors.ts";
import { current, type Secret, secretArn } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";

const suffixAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const createSecret: SecretsOperation<"CreateSecret"> = {
  access: ({ Name = "" }, { account, region }) => ({
    action: "secretsmanager:CreateSecret",
    resource: `arn:aws:secretsmanager:${region}:${account}:secret:${Name}-??????`,
    context: { "secretsmanager:Name": Name },
  }),

  run({ store, clock, ids }, input) {
    const { Name = "", SecretString, SecretBinary, ClientRequestToken, Tags = [] } = input;
    if (SecretString !== undefined && SecretBinary !== undefined) {
      throw invalidParameter(
        "You can't specify both a binary secret value and a string secret value in the same secret.",
      );
    }
    const before = store.find(Name);
    if (before?.deletedAt !== undefined) throw isDeleted();
    if (before !== undefined) throw alreadyExists(Name);

    const now = clock.now();
    const id = ClientRequestToken ?? ids.uuid();
    const hasValue = SecretString !== undefined || SecretBinary !== undefined;
    const bytes = SecretBinary === undefined ? undefined : Buffer.from(SecretBinary).toString("base64");
    const secret: Secret = {
      name: Name,
      arn: secretArn(store.scope, Name, ids.text(6, suffixAlphabet)),
      description: input.Description,
      kmsKeyId: input.KmsKeyId,
      tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
      versions: hasValue ? [{ id, stages: [current], text: SecretString, bytes, createdAt: now }] : [],
      createdAt: now,
      changedAt: now,
    };
    store.put(secret);
    return { ARN: secret.arn, Name, ...(hasValue ? { VersionId: id } : {}) };
  },
};
