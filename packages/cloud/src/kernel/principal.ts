/** Who makes a call. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export type Principal =
  /** The account itself: any access key that nobody issued acts as its administrator. */
  | { readonly kind: "account"; readonly account: string; readonly arn: string; readonly userId: string }
  | { readonly kind: "user"; readonly account: string; readonly arn: string; readonly userId: string }
  /** Temporary credentials of a role. `arn` names the session, `roleArn` the role. */
  | {
      readonly kind: "session";
      readonly account: string;
      readonly arn: string;
      readonly userId: string;
      readonly roleArn: string;
      readonly sessionPolicies?: readonly string[];
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
