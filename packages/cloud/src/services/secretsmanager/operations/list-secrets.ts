import { pageOf } from "../../../kernel/paging.ts";
import { secretOutput } from "../output.ts";
import type { SecretsOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
export const listSecrets: SecretsOperation<"ListSecrets"> = {
  access: () => ({ action: "secretsmanager:ListSecrets", resource: "*" }),

  run({ store }, { NextToken, MaxResults = pageMax, IncludePlannedDeletion = false }) {
    const secrets = [...store.list()].filter(({ deletedAt }) => IncludePlannedDeletion || deletedAt === undefined);
    const { items, next } = pageOf(secrets, { token: NextToken, max: MaxResults, idOf: ({ name }) => name });
    return { SecretList: items.map(secretOutput), ...(next === undefined ? {} : { NextToken: next }) };
  },
};
