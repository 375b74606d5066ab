import { pageOf } from "../../../kernel/paging.ts";
import { onSecret } from "../access.ts";
import type { SecretsOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
export const listSecretVersionIds: SecretsOperation<"ListSecretVersionIds"> = {
  access: onSecret("ListSecretVersionIds"),

  run({ store }, { SecretId = "", IncludeDeprecated = false, MaxResults = pageMax, NextToken }) {
    const secret = store.anySecret(SecretId);
    const listed = secret.versions.filter(({ stages }) => IncludeDeprecated || stages.length > 0);
    const { items, next } = pageOf(listed, { token: NextToken, max: MaxResults, idOf: ({ id }) => id });
    return {
      ARN: secret.arn,
      Name: secret.name,
      Versions: items.map(({ id, stages, createdAt }) => ({
        VersionId: id,
        VersionStages: [...stages],
        CreatedDate: new Date(createdAt),
      })),
      NextToken: next,
    };
  },
};
