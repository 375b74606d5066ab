import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import { get } from "node:https";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import { cannotReachProvider, invalidIdentityToken } from "../errors.ts";

/** A token of an identity provider. https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
export interface IdentityToken {
  /** Without its scheme. */
  readonly issuer: string;
  readonly subject: string;
  /** The authorized party first, when there is one. */
  readonly audiences: readonly string[];
  /** e.g. `RS256` */
  readonly algorithm: string;
  readonly keyId: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

type WebKey = JsonWebKey & { readonly kid?: string };

const algorithms: Readonly<Record<string, string>> = {
  RS256: "sha256",
  RS384: "sha384",
  RS512: "sha512",
  ES256: "sha256",
  ES384: "sha384",
};
const answerBytesMax = 1 << 20;
const answerMs = 5000;

/** Fetches the issuer's keys and checks the signature by them. Throws InvalidIdentityToken. */
export async function verifySignature(token: IdentityToken, thumbprints: readonly string[]): Promise<void> {
  const digest = algorithms[token.algorithm];
  if (digest === undefined) throw invalidIdentityToken("Unsupported signature algorithm");
  const keys = await keysOf(token.issuer, thumbprints);
  const key = keys.find(({ kid }) => token.keyId === undefined || kid === token.keyId);
  if (key === undefined) throw cannotReachProvider();
  const dsaEncoding = token.algorithm.startsWith("ES") ? "ieee-p1363" : "der";
  const isRight = verify(digest, Buffer.from(token.signed), { key: publicKey(key), dsaEncoding }, token.signature);
  if (!isRight) throw invalidIdentityToken("The ID Token signature is not valid");
}

function publicKey(key: WebKey): KeyObject {
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch {
    throw cannotReachProvider();
  }
}

async function keysOf(issuer: string, thumbprints: readonly string[]): Promise<readonly WebKey[]> {
  const settings = await fetchJson(`https://${issuer}/.well-known/openid-configuration`, thumbprints);
  const { keys } = await fetchJson(String(settings["jwks_uri"]), thumbprints);
  return Array.isArray(keys) ? (keys as WebKey[]) : [];
}

/** Over TLS that a public authority or one of the provider's thumbprints vouches for. Throws InvalidIdentityToken. */
function fetchJson(url: string, thumbprints: readonly string[]): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(cannotReachProvider());
    if (!url.startsWith("https://")) return fail();
    const request = get(url, { rejectUnauthorized: false, timeout: answerMs }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      if (!isTrusted(response.socket as TLSSocket, thumbprints)) return request.destroy(cannotReachProvider());
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > answerBytesMax) request.destroy();
        else chunks.push(chunk);
      });
      response.on("end", () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>);
        } catch {
          fail();
        }
      });
    });
    request.on("error", fail);
    request.on("timeout", () => request.destroy());
  });
}

function isTrusted(socket: TLSSocket, thumbprints: readonly string[]): boolean {
  if (socket.authorized) return true;
  const wanted = new Set(thumbprints.map((thumbprint) => thumbprint.toLowerCase()));
  const seen = new Set<DetailedPeerCertificate>();
  for (
    let one = socket.getPeerCertificate(true);
    one?.raw !== undefined && !seen.has(one);
    one = one.issuerCertificate
  ) {
    seen.add(one);
    if (wanted.has(createHash("sha1").update(one.raw).digest("hex"))) return true;
  }
  return false;
}
