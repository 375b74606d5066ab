import { accountPrincipal } from "../../../kernel/principal.ts";
import { invalidIdentityToken } from "../errors.ts";
import { beginRoleSession, checkRoleArn } from "../session.ts";
import type { StsOperation } from "../shapes.ts";
import { verifySignature } from "../web-identity/identity-token.ts";
import { checkTimes, claimsOf, readToken } from "../web-identity/read-token.ts";

/**
 * Anybody may call it: the token says who they are, and the role's trust policy whether they may.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity: StsOperation<"AssumeRoleWithWebIdentity"> = {
  access: (input, _, __, principal) =>
    principal.kind === "web-identity"
      ? { action: "sts:AssumeRoleWithWebIdentity", resource: input.RoleArn, context: contextOf(input.RoleSessionName) }
      : [],

  async run(call, input) {
    checkRoleArn(input.RoleArn);
    if (call.principal.kind === "web-identity") return beginRoleSession(call, input);

    const account = input.RoleArn.split(":")[4] ?? "";
    const token = readToken(input.WebIdentityToken);
    const provider = `arn:aws:iam::${account}:oidc-provider/${token.issuer}`;
    const { clientIds, thumbprints } = await providerOf(call, account, provider);
    const audience = token.audiences.find((one) => clientIds.includes(one));
    if (audience === undefined) throw invalidIdentityToken("Incorrect token audience");
    checkTimes(token, call.clock.now());
    await verifySignature(token, thumbprints);

    const subject = `${token.issuer}:${token.subject}`;
    const principal = { kind: "web-identity", account, provider, arn: subject, claims: claimsOf(token) } as const;
    const begun = await call.aws.call("sts", "AssumeRoleWithWebIdentity", input, { principal, account });
    return { ...begun, SubjectFromWebIdentityToken: token.subject, Audience: audience, Provider: provider };
  },
};

const contextOf = (sessionName: string) => ({ "sts:RoleSessionName": sessionName });

interface Provider {
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
}

async function providerOf(
  { aws }: Parameters<typeof assumeRoleWithWebIdentity.run>[0],
  account: string,
  arn: string,
): Promise<Provider> {
  const options = { principal: accountPrincipal(account), account };
  const found = await aws
    .call("iam", "GetOpenIDConnectProvider", { OpenIDConnectProviderArn: arn }, options)
    .catch(() => {
      throw invalidIdentityToken(
        `No OpenIDConnect provider found in your account for https://${arn.split("oidc-provider/")[1]}`,
      );
    });
  return { clientIds: found.ClientIDList ?? [], thumbprints: found.ThumbprintList ?? [] };
}
