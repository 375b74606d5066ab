/** Who makes a call. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export type Principal =
  /** The account itself: any access key that nobody issued acts as its administrator. */
  | { readonly kind: "account"; readonly account: string; readonly arn: string; readonly userId: string }
  | {
      readonly kind: "user";
      readonly account: string;
      readonly arn: string;
      readonly userId: string;
      /** The key by which the user calls. */
      readonly accessKeyId: string;
    }
  /** Keys of GetFederationToken: what the user may who asked for them, cut down by the session's policies. */
  | {
      readonly kind: "federated-user";
      readonly account: string;
      readonly arn: string;
      readonly userId: string;
      readonly sponsor: Principal;
      readonly sessionPolicies: readonly string[];
      readonly tags?: Readonly<Record<string, string>>;
    }
  /** Temporary credentials of a role. `arn` names the session, `roleArn` the role. */
  | {
      readonly kind: "session";
      readonly account: string;
      readonly arn: string;
      readonly userId: string;
      readonly roleArn: string;
      readonly sessionPolicies?: readonly string[];
      /** Of this session, over those of its role. */
      readonly tags?: Readonly<Record<string, string>>;
      /** Of those tags: what sessions that this one begins have as well. */
      readonly transitiveTagKeys?: readonly string[];
      readonly sourceIdentity?: string;
    }
  /** Who has shown a token of an identity provider. Condition keys are the token's claims. */
  | {
      readonly kind: "web-identity";
      readonly account: string;
      /** ARN of a provider that the account keeps, or the name of one that AWS knows. */
      readonly provider: string;
      readonly arn: string;
      readonly claims: Readonly<Record<string, readonly string[]>>;
    }
  /** An AWS service acting on behalf of a resource, e.g. S3 for one bucket. */
  | {
      readonly kind: "service";
      readonly account: string;
      readonly service: string;
      readonly sourceArn: string | undefined;
    }
  | { readonly kind: "anonymous"; readonly account: string };

export const accountPrincipal = (account: string): Principal => ({
  kind: "account",
  account,
  arn: `arn:aws:iam::${account}:root`,
  userId: account,
});

/** `service` as AWS writes it in policies, e.g. `s3.amazonaws.com`. */
export const servicePrincipal = (service: string, account: string, sourceArn?: string): Principal => ({
  kind: "service",
  account,
  service,
  sourceArn,
});

/** As messages and logs name it. */
export function nameOf(principal: Principal): string {
  if (principal.kind === "service") return principal.service;
  return principal.kind === "anonymous" ? "anonymous" : principal.arn;
}
