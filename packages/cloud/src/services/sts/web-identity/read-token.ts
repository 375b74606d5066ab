import { expiredIdentityToken, invalidIdentityToken } from "../errors.ts";
import type { IdentityToken } from "./identity-token.ts";

type Json = Readonly<Record<string, unknown>>;

/** Reads a JSON Web Token without believing it yet. Throws InvalidIdentityToken. https://www.rfc-editor.org/rfc/rfc7519 */
export function readToken(text: string): IdentityToken {
  const [head = "", body = "", signature] = text.split(".");
  const [header, claims] = [parse(head), parse(body)];
  if (header === undefined || claims === undefined || signature === undefined) {
    throw invalidIdentityToken(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  }
  const { iss, sub, aud } = claims;
  if (typeof iss !== "string") throw invalidIdentityToken("Missing a required claim: iss");
  if (typeof sub !== "string") throw invalidIdentityToken("Missing a required claim: sub");
  const authorizedParty = typeof claims["azp"] === "string" ? [claims["azp"]] : [];
  return {
    issuer: iss.replace(/^https:\/\//, ""),
    subject: sub,
    audiences: [...authorizedParty, ...(Array.isArray(aud) ? aud : [aud]).map(String)],
    algorithm: String(header["alg"]),
    keyId: typeof header["kid"] === "string" ? header["kid"] : undefined,
    claims,
    signed: `${head}.${body}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

function parse(part: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Throws ExpiredToken or InvalidIdentityToken. */
export function checkTimes({ claims }: IdentityToken, nowMs: number): void {
  const now = Math.floor(nowMs / 1000);
  const { exp, iat, nbf } = claims as { readonly exp?: unknown; readonly iat?: unknown; readonly nbf?: unknown };
  if (typeof exp !== "number") throw invalidIdentityToken("Missing a required claim: exp");
  if (typeof iat !== "number") throw invalidIdentityToken("Missing a required claim: iat");
  if (now >= exp) throw expiredIdentityToken(exp, now);
  if (typeof nbf === "number" && now < nbf) throw invalidIdentityToken("The token is not yet valid");
}

/** Claims as condition keys, `issuer:claim`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
export function claimsOf({ issuer, claims, audiences }: IdentityToken): Record<string, string[]> {
  const known = Object.entries(claims).flatMap(([name, value]): [string, string[]][] => {
    const values = (Array.isArray(value) ? value : [value]).filter((one) => typeof one !== "object").map(String);
    return values.length === 0 ? [] : [[`${issuer}:${name}`, values]];
  });
  return { ...Object.fromEntries(known), [`${issuer}:aud`]: audiences.slice(0, 1) };
}
