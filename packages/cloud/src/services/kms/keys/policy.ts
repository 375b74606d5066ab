import { evaluate } from "../../../kernel/iam/evaluate.ts";
import { accountPrincipal, type Principal } from "../../../kernel/principal.ts";
import { malformedPolicy } from "../errors.ts";

/** What a key has that was made without a policy: the account's own policies decide. */
export const defaultPolicy = (account: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

/** Of the key that a service makes for itself: everybody in the account may use it, but only through the service. */
export const managedPolicy = (account: string, region: string, service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Id: `auto-${service}-2`,
    Statement: [
      {
        Sid: `Allow access through ${service} for all principals in the account that are authorized to use ${service}`,
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:CreateGrant",
          "kms:DescribeKey",
        ],
        Resource: "*",
        Condition: {
          StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `${service}.${region}.amazonaws.com` },
        },
      },
      {
        Sid: "Allow direct access to key metadata to the account",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
        Resource: "*",
      },
    ],
  });

interface Check {
  readonly policy: string;
  readonly arn: string;
  readonly account: string;
  readonly principal: Principal;
  readonly isLockoutAllowed: boolean;
}

/** Refuses what is no policy, and one that nobody who asks could ever change again. */
export function checkPolicy({ policy, arn, account, principal, isLockoutAllowed }: Check): void {
  if (!isDocument(policy)) throw malformedPolicy("The policy is not a valid JSON policy document.");
  const canChange = [principal, accountPrincipal(account)].some(
    (asker) =>
      evaluate(
        {
          principal: asker,
          access: { action: "kms:PutKeyPolicy", resource: arn },
          resourceAccount: account,
          context: new Map(),
        },
        { identity: [], resource: policy, resourceMustAllow: true },
      ).isAllowed,
  );
  if (!canChange && !isLockoutAllowed) {
    throw malformedPolicy("The new key policy will not allow you to update the key policy in the future.");
  }
}

function isDocument(text: string): boolean {
  try {
    const { Statement }: { Statement?: unknown } = JSON.parse(text) ?? {};
    return typeof Statement === "object" && Statement !== null;
  } catch {
    return false;
  }
}
