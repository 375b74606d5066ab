import type { Call } from "../../kernel/operation.ts";
import { accountPrincipal } from "../../kernel/principal.ts";
import type { AcmStore } from "./store.ts";

/** Answers, of a certificate, ARNs of the custom names of APIs that show it. */
export async function certificateUsers({ aws, account, region }: Call<AcmStore>): Promise<(arn: string) => string[]> {
  const { items = [] } = await aws.call("apigateway", "GetDomainNames", {}, { principal: accountPrincipal(account) });
  return (arn) =>
    items
      .filter(({ certificateArn, regionalCertificateArn }) => certificateArn === arn || regionalCertificateArn === arn)
      .map(({ domainName }) => `arn:aws:apigateway:${region}::/domainnames/${domainName}`);
}
