import type { Access, Scope } from "../../kernel/operation.ts";
import type { SecretsStore } from "./store.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const onSecret =
  (action: string) =>
  (
    { SecretId = "" }: { readonly SecretId?: string | undefined },
    { account, region }: Scope,
    store: SecretsStore,
  ): Access => ({
    action: `secretsmanager:${action}`,
    resource: store.find(SecretId)?.arn ?? `arn:aws:secretsmanager:${region}:${account}:secret:${SecretId}`,
  });
