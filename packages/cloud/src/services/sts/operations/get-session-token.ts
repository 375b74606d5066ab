import { notForSessions } from "../errors.ts";
import { writeCredentials } from "../session.ts";
import type { StsOperation } from "../shapes.ts";

const userSecondsDefault = 43_200;
const rootSecondsMax = 3600;

/**
 * Needs no permission, as on AWS.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken: StsOperation<"GetSessionToken"> = {
  access: () => [],

  run({ principal, credentials, clock }, input) {
    if (principal.kind !== "user" && principal.kind !== "account") throw notForSessions("GetSessionToken");
    const wanted = input.DurationSeconds ?? userSecondsDefault;
    const seconds = principal.kind === "account" ? Math.min(wanted, rootSecondsMax) : wanted;
    const expiresAt = clock.now() + seconds * 1000;

    return { Credentials: writeCredentials(credentials.issueTemporary(principal, expiresAt), expiresAt) };
  },
};
