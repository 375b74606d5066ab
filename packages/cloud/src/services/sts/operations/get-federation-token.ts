import type { Principal } from "../../../kernel/principal.ts";
import { notForSessions } from "../errors.ts";
import { packed, readSessionPolicies, writeCredentials } from "../session.ts";
import type { StsOperation } from "../shapes.ts";

const secondsDefault = 43_200;
const rootSecondsMax = 3600;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const getFederationToken: StsOperation<"GetFederationToken"> = {
  access: (input, { account }) => ({
    action: "sts:GetFederationToken",
    resource: `arn:aws:sts::${account}:federated-user/${input.Name}`,
  }),

  async run(call, input) {
    const { principal: sponsor, account, clock, credentials } = call;
    if (sponsor.kind !== "user" && sponsor.kind !== "account") throw notForSessions("GetFederationToken");
    const wanted = input.DurationSeconds ?? secondsDefault;
    const seconds = sponsor.kind === "account" ? Math.min(wanted, rootSecondsMax) : wanted;
    const sessionPolicies = await readSessionPolicies(call, account, input);
    const size = packed(sessionPolicies, input.Tags);
    const principal: Principal = {
      kind: "federated-user",
      account,
      sponsor,
      sessionPolicies,
      arn: `arn:aws:sts::${account}:federated-user/${input.Name}`,
      userId: `${account}:${input.Name}`,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    };
    const expiresAt = clock.now() + seconds * 1000;

    return {
      Credentials: writeCredentials(credentials.issueTemporary(principal, expiresAt), expiresAt),
      FederatedUser: { FederatedUserId: principal.userId, Arn: principal.arn },
      ...size,
    };
  },
};
