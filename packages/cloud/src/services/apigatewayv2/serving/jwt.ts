import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import type { HttpAuthorizer } from "../model.ts";
import { parameterValue } from "./parameters.ts";
import { Refusal, type Visit } from "./visit.ts";

type Json = Readonly<Record<string, unknown>>;

const algorithms: Readonly<Record<string, string>> = {
  RS256: "sha256",
  RS384: "sha384",
  RS512: "sha512",
  ES256: "sha256",
  ES384: "sha384",
  ES512: "sha512",
};

/** Lets in who brings a token that the issuer has signed. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
export async function checkToken(visit: Visit, authorizer: HttpAuthorizer): Promise<void> {
  const given = parameterValue(visit, authorizer.IdentitySource?.[0] ?? "$request.header.authorization");
  const [head = "", body = "", signature = ""] = given.replace(/^Bearer\s+/i, "").split(".");
  const header = decode(head);
  const claims = decode(body);
  const { Issuer: issuer = "", Audience: audience = [] } = authorizer.JwtConfiguration ?? {};
  const hash = algorithms[String(header?.["alg"])];
  if (header === undefined || claims === undefined || hash === undefined) throw unauthorized();
  const jwk = (await keysOf(issuer)).find((key) => header["kid"] === undefined || key["kid"] === header["kid"]);
  if (jwk === undefined) throw unauthorized();
  const key = { key: createPublicKey({ key: jwk as JsonWebKey, format: "jwk" }), dsaEncoding: "ieee-p1363" } as const;
  const isSigned = verify(hash, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
  const seconds = visit.call.clock.now() / 1000;
  const audiences = [claims["aud"], claims["client_id"]].flat().map(String);
  const isRight =
    isSigned &&
    claims["iss"] === issuer &&
    Number(claims["exp"]) > seconds &&
    Number(claims["nbf"] ?? 0) <= seconds &&
    audiences.some((one) => audience.includes(one));
  if (!isRight) throw unauthorized();
  const scopes = String(claims["scope"] ?? claims["scp"] ?? "")
    .split(" ")
    .filter((scope) => scope !== "");
  const { AuthorizationScopes: wanted = [] } = visit.route;
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) throw new Refusal(403, "Forbidden");
  const texts = Object.entries(claims).map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  visit.authorizer = { jwt: { claims: Object.fromEntries(texts), scopes: scopes.length === 0 ? null : scopes } };
}

const unauthorized = (): Refusal => new Refusal(401, "Unauthorized");

function decode(part: string): Json | undefined {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** From where the issuer says that they are. */
async function keysOf(issuer: string): Promise<readonly Json[]> {
  try {
    const base = issuer.replace(/\/$/, "");
    const configuration = (await (await fetch(`${base}/.well-known/openid-configuration`)).json()) as {
      jwks_uri: string;
    };
    const { keys } = (await (await fetch(configuration.jwks_uri)).json()) as { keys: readonly Json[] };
    return keys;
  } catch {
    return [];
  }
}
