import type { Clock } from "@millrace/core";
import {
  type Dialect,
  expiredToken,
  missingToken,
  type RequestHead,
  type ServiceDescription,
  type Signature,
  unknownAccessKey,
  verifySignature,
} from "@millrace/wire";
import type { Principal } from "../kernel/principal.ts";
import type { Credential, Door } from "./door.ts";

export interface Authentication {
  readonly door: Door;
  /** The cloud's time, for whatever expires. */
  readonly clock: Clock;
  /** Real time, for when a request says it was signed. */
  readonly wall: Clock;
}

export interface SignedRequest {
  readonly head: RequestHead;
  readonly signature: Signature | undefined;
  readonly service: ServiceDescription;
  readonly dialect: Dialect;
  /** Anybody may call this operation. */
  readonly isUnsigned: boolean;
}

/** The account that unsigned requests are counted to. */
export const defaultAccount = "000000000000";
export const anonymous: Principal = { kind: "anonymous", account: defaultAccount };

export interface Authenticated {
  readonly principal: Principal;
  /** Set when a signature was there and was right. */
  readonly credential: Credential | undefined;
}

const nobody: Authenticated = { principal: anonymous, credential: undefined };

/** Finds out who sends a request, and that they did. `payloadHash` is asked for only when there is a signature. */
export function authenticate(by: Authentication, request: SignedRequest, payloadHash: () => string): Authenticated {
  const { signature, dialect, head, service } = request;
  if (signature === undefined) {
    if (dialect === "s3" || request.isUnsigned) return nobody;
    throw missingToken(dialect);
  }
  const credential = by.door.credential(signature.accessKeyId, signature.sessionToken);
  if (credential === undefined) throw unknownAccessKey(dialect, signature.accessKeyId);
  const now = by.clock.now();
  verifySignature(head, signature, payloadHash(), {
    secretAccessKey: credential.secretAccessKey,
    signingName: service.signingName,
    dialect,
    now,
    wallNow: by.wall.now(),
  });
  if (credential.expiresAt !== undefined && now >= credential.expiresAt) {
    throw expiredToken(dialect, signature.sessionToken);
  }
  return { principal: credential.principal, credential };
}
