import { readSignature, type SignatureV4, sha256Hex, verifySignature } from "@millrace/wire";
import type { Credential } from "../../../kernel/credentials.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";

interface Presented {
  /** What came in place of the password. */
  readonly token: string;
  readonly user: string;
  /** Where it came to. */
  readonly port: number;
  readonly resourceId: string;
}

const secondsMax = 900;
const service = "rds-db";

/**
 * Throws unless a token lets in: a request to connect, signed for this endpoint and user by somebody who may.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function checkToken(kernel: ServiceKernel, presented: Presented): void {
  const [, host = "", query = ""] = /^([^/?]+)\/?\?(.*)$/s.exec(presented.token) ?? [];
  const head = { method: "GET", path: "/", query, headers: { host }, sourceIp: "127.0.0.1", isSecure: true };
  const signature = readSignature(head);
  if (signature === undefined || !("region" in signature)) throw new Error("it is no token");
  const { region, account } = kernel.scope;
  const { port, user, resourceId } = presented;
  const parameters = new URLSearchParams(query);
  const isHere = host === `127.0.0.1:${port}` || host === `localhost:${port}`;
  if (!isHere) throw new Error(`the token is for ${host}`);
  if (parameters.get("Action") !== "connect") throw new Error("the token is not one to connect");
  if (parameters.get("DBUser") !== user) throw new Error(`the token is for ${parameters.get("DBUser")}`);
  if (signature.service !== service || signature.region !== region) {
    throw new Error(`the token is for ${signature.service} in ${signature.region}`);
  }
  if (!((signature.expiresSeconds ?? 0) <= secondsMax)) throw new Error("the token is for longer than 15 minutes");
  const { secretAccessKey, principal } = credentialOf(kernel, signature);
  verifySignature(head, signature, sha256Hex(""), {
    secretAccessKey,
    signingName: service,
    dialect: "json",
    now: kernel.clock.now(),
    wallNow: kernel.wall.now(),
  });
  const resource = `arn:aws:rds-db:${region}:${account}:dbuser:${resourceId}/${user}`;
  kernel.authorize(principal, { action: "rds-db:connect", resource });
}

function credentialOf(kernel: ServiceKernel, { accessKeyId, sessionToken }: SignatureV4): Credential {
  const credential = kernel.credentials.find(accessKeyId);
  if (credential.isOff) throw new Error(`the access key ${accessKeyId} was switched off`);
  if (credential.sessionToken !== undefined && credential.sessionToken !== sessionToken) {
    throw new Error("the token of the session is another");
  }
  if (credential.expiresAt !== undefined && kernel.clock.now() >= credential.expiresAt) {
    throw new Error("the session has ended");
  }
  return credential;
}
