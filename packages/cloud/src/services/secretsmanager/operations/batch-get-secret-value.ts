import type { APIErrorType, GetSecretValueResponse } from "@aws-sdk/client-secrets-manager";
import { AwsError } from "@millrace/wire";
import { pageOf } from "../../../kernel/paging.ts";
import { onSecret } from "../access.ts";
import { matchesAll } from "../filters.ts";
import type { SecretsOperation } from "../shapes.ts";
import { readValue } from "../values/read-value.ts";

const pageMax = 20;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html */
export const batchGetSecretValue: SecretsOperation<"BatchGetSecretValue"> = {
  access: () => ({ action: "secretsmanager:BatchGetSecretValue", resource: "*" }),

  async run(call, { SecretIdList, Filters = [], MaxResults = pageMax, NextToken }) {
    const { store } = call;
    const found = [...store.list()].filter((secret) => secret.deletedAt === undefined && matchesAll(secret, Filters));
    const { items, next } = pageOf(found, { token: NextToken, max: MaxResults, idOf: ({ name }) => name });
    const ids = SecretIdList ?? items.map(({ arn }) => arn);
    const SecretValues: GetSecretValueResponse[] = [];
    const Errors: APIErrorType[] = [];
    for (const SecretId of ids) {
      try {
        call.authorize(onSecret("GetSecretValue")({ SecretId }, call, store));
        SecretValues.push(await readValue(call, store.secret(SecretId)));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Errors.push({ SecretId, ErrorCode: error.code, Message: error.message });
      }
    }
    return { SecretValues, Errors, NextToken: SecretIdList === undefined ? next : undefined };
  },
};
