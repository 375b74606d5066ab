import { pageOf } from "../../../kernel/paging.ts";
import { matchesAll } from "../filters.ts";
import { secretOutput, stagesOutput } from "../output.ts";
import type { SecretsOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
export const listSecrets: SecretsOperation<"ListSecrets"> = {
  access: () => ({ action: "secretsmanager:ListSecrets", resource: "*" }),

  run({ store }, { NextToken, MaxResults = pageMax, IncludePlannedDeletion = false, Filters = [] }) {
    const secrets = [...store.list()].filter(
      (secret) => (IncludePlannedDeletion || secret.deletedAt === undefined) && matchesAll(secret, Filters),
    );
    const { items, next } = pageOf(secrets, { token: NextToken, max: MaxResults, idOf: ({ name }) => name });
    return {
      SecretList: items.map((secret) => ({ ...secretOutput(secret), SecretVersionsToStages: stagesOutput(secret) })),
      NextToken: next,
    };
  },
};
