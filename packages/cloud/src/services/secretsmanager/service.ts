import type { Service } from "../../kernel/service.ts";
import { createSecret } from "./operations/create-secret.ts";
import { deleteSecret } from "./operations/delete-secret.ts";
import { describeSecret } from "./operations/describe-secret.ts";
import { getSecretValue } from "./operations/get-secret-value.ts";
import { listSecrets } from "./operations/list-secrets.ts";
import { putSecretValue } from "./operations/put-secret-value.ts";
import { restoreSecret } from "./operations/restore-secret.ts";
import { updateSecret } from "./operations/update-secret.ts";
import { SecretsStore } from "./store.ts";

/** AWS Secrets Manager, as far as other services here keep secrets in it. */
export const secretsmanager: Service<SecretsStore> = {
  name: "secretsmanager",
  denial: { code: "AccessDeniedException", status: 400 },
  open: ({ database }, scope) => new SecretsStore(database, scope),
  operations: {
    CreateSecret: createSecret,
    DeleteSecret: deleteSecret,
    DescribeSecret: describeSecret,
    GetSecretValue: getSecretValue,
    ListSecrets: listSecrets,
    PutSecretValue: putSecretValue,
    RestoreSecret: restoreSecret,
    UpdateSecret: updateSecret,
  },
};
