import { invalidParameter } from "../errors.ts";
import { resourceOf } from "../model.ts";
import { readPlatformArn } from "../platforms/platform-arn.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html */
export const createPlatformEndpoint: SnsOperation<"CreatePlatformEndpoint"> = {
  access: (input) => ({ action: "sns:CreatePlatformEndpoint", resource: resourceOf(input.PlatformApplicationArn) }),

  run({ store, ids }, { PlatformApplicationArn, Token = "", CustomUserData, Attributes = {} }) {
    const applicationArn = readPlatformArn(PlatformApplicationArn, "PlatformApplicationArn");
    store.platforms.application(applicationArn);
    if (Token === "") throw invalidParameter("Token Reason: cannot be empty");
    const given = { ...Attributes, ...(CustomUserData === undefined ? {} : { CustomUserData }) };
    const existing = [...store.platforms.devicesOf(applicationArn)].find(
      ({ attributes }) => attributes["Token"] === Token,
    );
    if (existing !== undefined) {
      for (const [name, value] of Object.entries(given)) {
        if (existing.attributes[name] !== value) {
          throw invalidParameter(
            `Token Reason: Endpoint ${existing.arn} already exists with the same Token, but different attributes.`,
          );
        }
      }
      return { EndpointArn: existing.arn };
    }
    const arn = `${applicationArn.replace(":app/", ":endpoint/")}/${ids.uuid()}`;

    store.platforms.putDevice({ arn, applicationArn, attributes: { Enabled: "true", ...given, Token } });

    return { EndpointArn: arn };
  },
};
