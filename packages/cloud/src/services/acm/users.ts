import type { Call } from "../../kernel/operation.ts";
import { accountPrincipal } from "../../kernel/principal.ts";
import type { AcmStore } from "./store.ts";

/** ARNs of the custom names of APIs that show a certificate. */
export async function usersOf({ aws, account, region }: Call<AcmStore>, arn: string): Promise<string[]> {
  const { items = [] } = await aws.call("apigateway", "GetDomainNames", {}, { principal: accountPrincipal(account) });
  return items
    .filter(({ certificateArn, regionalCertificateArn }) => certificateArn === arn || regionalCertificateArn === arn)
    .map(({ domainName }) => `arn:aws:apigateway:${region}::/domainnames/${domainName}`);
}
