import { onSecret } from "../access.ts";
import { malformedPolicy } from "../errors.ts";
import { isPublic, statementsOf } from "../resource-policy.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ValidateResourcePolicy.html */
export const validateResourcePolicy: SecretsOperation<"ValidateResourcePolicy"> = {
  access: onSecret("ValidateResourcePolicy"),

  run(_call, { ResourcePolicy = "" }) {
    const statements = statementsOf(ResourcePolicy);
    if (statements === undefined) throw malformedPolicy();
    const isWide = statements.some(isPublic);
    return {
      PolicyValidationPassed: !isWide,
      ValidationErrors: isWide
        ? [{ CheckName: "PublicAccess", ErrorMessage: "The policy lets in principals without a condition." }]
        : [],
    };
  },
};
