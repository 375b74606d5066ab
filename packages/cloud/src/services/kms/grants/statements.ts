import type { Grant } from "../model.ts";

/** Operations that a grant's constraints speak of: those that take an encryption context. */
const contextual = new Set([
  "Decrypt",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
]);

/** A key's policy and its grants as one document: what the grants give is as if the policy gave it. */
export function policyWithGrants(policy: string, grants: Iterable<Grant>): string {
  const given = [...grants].flatMap(statementsOf);
  if (given.length === 0) return policy;
  const document: { Statement: unknown } = JSON.parse(policy);
  const own = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return JSON.stringify({ ...document, Statement: [...own, ...given] });
}

function statementsOf(grant: Grant): object[] {
  const bound = grant.operations.filter((operation) => contextual.has(operation));
  const free = grant.operations.filter((operation) => !contextual.has(operation));
  return [
    { operations: bound, condition: conditionOf(grant) },
    { operations: free, condition: undefined },
  ].flatMap(({ operations, condition }) =>
    operations.length === 0
      ? []
      : {
          Effect: "Allow",
          Principal: { [grant.grantee.endsWith(".amazonaws.com") ? "Service" : "AWS"]: grant.grantee },
          Action: operations.map((operation) => `kms:${operation}`),
          Resource: "*",
          ...(condition === undefined ? {} : { Condition: condition }),
        },
  );
}

function conditionOf({ constraints }: Grant): object | undefined {
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = constraints ?? {};
  const pairs = Object.entries({ ...subset, ...equal });
  if (pairs.length === 0) return undefined;
  return {
    StringEquals: Object.fromEntries(pairs.map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
    ...(equal === undefined
      ? {}
      : { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": Object.keys(equal) } }),
  };
}
