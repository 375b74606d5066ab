import { invalidParameter } from "../errors.ts";
import type { SnsOperation } from "../shapes.ts";

const platforms = new Set([
  ...["ADM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "APNS_PASSBOOK", "MACOS", "MACOS_SANDBOX"],
  ...["BAIDU", "FCM", "GCM", "MPNS", "WNS"],
]);

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
export const createPlatformApplication: SnsOperation<"CreatePlatformApplication"> = {
  access: () => ({ action: "sns:CreatePlatformApplication", resource: "*" }),

  run({ store, account, region }, { Name: name = "", Platform: platform = "", Attributes: given = {} }) {
    if (name === "") throw invalidParameter(" Reason: cannot be empty");
    if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name)) {
      throw invalidParameter(
        `${name} Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'`,
      );
    }
    if (!platforms.has(platform)) throw invalidParameter(`Platform Reason: ${platform} is not supported`);
    refuseHalfCredentials(given);
    const arn = `arn:aws:sns:${region}:${account}:app/${platform}/${name}`;
    const { PlatformCredential: _, PlatformPrincipal: __, ...attributes } = given;

    store.platforms.putApplication({ arn, attributes: { Enabled: "true", ...attributes } });

    return { PlatformApplicationArn: arn };
  },
};

function refuseHalfCredentials({ PlatformPrincipal, PlatformCredential }: Readonly<Record<string, string>>): void {
  const problem = (text: string) => invalidParameter(`Attributes Reason: ${text}`);
  if (PlatformCredential === undefined && PlatformPrincipal !== undefined) {
    throw problem("PlatformPrincipal attribute provided without PlatformCredential");
  }
  if (PlatformCredential === undefined) throw problem("PlatformCredential attribute missing");
}
