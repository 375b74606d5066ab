import type { ParameterInlinePolicy } from "@aws-sdk/client-ssm";
import { invalidPolicy } from "../errors.ts";

interface Policy {
  readonly Type: string;
  readonly Version: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

const types = new Set(["Expiration", "ExpirationNotification", "NoChangeNotification"]);

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html */
export function readPolicies(text: string): readonly Policy[] {
  const policies = parse(text);
  for (const { Type, Attributes } of policies) {
    if (!types.has(Type)) throw invalidPolicy(`The policy type ${Type} is not supported.`);
    if (Type === "Expiration" && Number.isNaN(Date.parse(Attributes?.["Timestamp"] ?? ""))) {
      throw invalidPolicy("The Timestamp attribute of the Expiration policy is not a valid ISO 8601 instant.");
    }
  }
  return policies;
}

/** When the parameter goes by itself. */
export function expiryOf(policies: readonly Policy[]): number | undefined {
  const expiration = policies.find(({ Type }) => Type === "Expiration");
  return expiration === undefined ? undefined : Date.parse(expiration.Attributes["Timestamp"] ?? "");
}

export const policiesOutput = (text: string | undefined): ParameterInlinePolicy[] | undefined =>
  text === undefined
    ? undefined
    : parse(text).map((policy) => ({
        PolicyText: JSON.stringify(policy),
        PolicyType: policy.Type,
        PolicyStatus: "Pending",
      }));

function parse(text: string): readonly Policy[] {
  try {
    const read: unknown = JSON.parse(text);
    if (Array.isArray(read)) return read;
  } catch {
    // Said below.
  }
  throw invalidPolicy("The parameter policies are not a valid JSON array.");
}
