import { accountPrincipal } from "../../../kernel/principal.ts";
import { sessionTooLong } from "../errors.ts";
import type { StsOperation } from "../shapes.ts";

const sessionSecondsDefault = 3600;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: StsOperation<"AssumeRole"> = {
  access: (input) => ({
    action: "sts:AssumeRole",
    resource: input.RoleArn,
    context: {
      "sts:RoleSessionName": input.RoleSessionName,
      ...(input.ExternalId === undefined ? {} : { "sts:ExternalId": input.ExternalId }),
    },
  }),

  async run({ aws, clock, credentials }, input) {
    const [, , , , account = "", resource = ""] = input.RoleArn.split(":");
    const roleName = resource.split("/").at(-1) ?? "";
    const asAccount = { principal: accountPrincipal(account), account };
    const { Role: role } = await aws.call("iam", "GetRole", { RoleName: roleName }, asAccount);
    const durationSeconds = input.DurationSeconds ?? sessionSecondsDefault;
    if (durationSeconds > (role?.MaxSessionDuration ?? 0)) throw sessionTooLong();

    const userId = `${role?.RoleId}:${input.RoleSessionName}`;
    const arn = `arn:aws:sts::${account}:assumed-role/${roleName}/${input.RoleSessionName}`;
    const expiresAt = clock.now() + durationSeconds * 1000;
    const credential = credentials.issueTemporary(
      {
        kind: "session",
        account,
        arn,
        userId,
        roleArn: input.RoleArn,
        ...(input.Policy === undefined ? {} : { sessionPolicies: [input.Policy] }),
      },
      expiresAt,
    );

    return {
      Credentials: {
        AccessKeyId: credential.accessKeyId,
        SecretAccessKey: credential.secretAccessKey,
        SessionToken: credential.sessionToken,
        Expiration: new Date(expiresAt),
      },
      AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
      ...(input.Policy === undefined ? {} : { PackedPolicySize: packedPercent(input.Policy) }),
    };
  },
};

/** Characters that session policies may have together. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const sessionPolicyCharactersMax = 2048;

const packedPercent = (policy: string): number => Math.ceil((policy.length / sessionPolicyCharactersMax) * 100);
