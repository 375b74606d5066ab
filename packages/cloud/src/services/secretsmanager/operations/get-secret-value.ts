import { onSecret } from "../access.ts";
import type { SecretsOperation } from "../shapes.ts";
import { readValue } from "../values/read-value.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue: SecretsOperation<"GetSecretValue"> = {
  access: onSecret("GetSecretValue"),
  run: (call, input) => readValue(call, call.store.secret(input.SecretId ?? ""), input),
};
