import type { Call } from "../../../kernel/operation.ts";
import { invalidArgument, invalidRequest, protectedByLock } from "../errors.ts";
import { type Bucket, isMarker, type Retention, type StoredObject, type Version } from "../model.ts";
import type { S3Store } from "../store.ts";

const modeHeader = "x-amz-object-lock-mode";
const dateHeader = "x-amz-object-lock-retain-until-date";
const holdHeader = "x-amz-object-lock-legal-hold";
const dayMs = 86_400_000;

export interface LockInput {
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

export const isLockable = (bucket: Bucket): boolean =>
  bucket.configurations.objectLock?.ObjectLockEnabled === "Enabled";

/** The protection that an upload asks for, else the bucket's default. Throws InvalidArgument and InvalidRequest. */
export function chosenLock(
  { clock }: Call<S3Store>,
  bucket: Bucket,
  input: LockInput,
): Pick<StoredObject, "retention" | "legalHold"> {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: hold } = input;
  const isAsked = mode !== undefined || until !== undefined || hold !== undefined;
  if (!isAsked) return { retention: defaultRetention(bucket, clock.now()) };
  const retention = readRetentionHeaders(mode, until, clock.now());
  if (hold !== undefined && hold !== "ON" && hold !== "OFF") {
    throw invalidArgument("Legal Hold must be either of 'ON' or 'OFF'", holdHeader, hold);
  }
  if (!isLockable(bucket)) throw missingLock();
  return {
    retention: retention ?? defaultRetention(bucket, clock.now()),
    ...(hold === undefined ? {} : { legalHold: hold }),
  };
}

function readRetentionHeaders(mode: string | undefined, until: Date | undefined, now: number): Retention | undefined {
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined || until === undefined) {
    throw invalidArgument(
      "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
      mode === undefined ? modeHeader : dateHeader,
    );
  }
  if (!isMode(mode)) throw invalidArgument("Unknown wormMode directive.", modeHeader, mode);
  if (until.getTime() <= now)
    throw invalidArgument("The retain until date must be in the future!", dateHeader, until.toISOString());
  return { mode, until: until.getTime() };
}

export const isMode = (mode: string | undefined): mode is Retention["mode"] =>
  mode === "GOVERNANCE" || mode === "COMPLIANCE";

function defaultRetention(bucket: Bucket, now: number): Retention | undefined {
  const rule = bucket.configurations.objectLock?.Rule?.DefaultRetention;
  if (rule === undefined || !isMode(rule.Mode)) return undefined;
  if (rule.Days !== undefined) return { mode: rule.Mode, until: now + rule.Days * dayMs };
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + (rule.Years ?? 0));
  return { mode: rule.Mode, until: until.getTime() };
}

/** Throws AccessDenied while a version may not go, nor be overwritten. */
export function checkDeletable(
  version: Version,
  { now, bypass }: { readonly now: number; readonly bypass: boolean },
): void {
  if (isMarker(version)) return;
  if (version.legalHold === "ON") throw protectedByLock();
  if (isRetained(version, now) && !(bypass && version.retention?.mode === "GOVERNANCE")) throw protectedByLock();
}

export const isRetained = ({ retention }: StoredObject, now: number): boolean =>
  retention !== undefined && retention.until > now;

/** Whoever bypasses governance needs a right of its own. */
export const bypassAction = "s3:BypassGovernanceRetention";

export const missingLock = (): Error => invalidRequest("Bucket is missing Object Lock Configuration");

/** What answers say of an object's protection. */
export const describeLock = ({ retention, legalHold }: StoredObject) => ({
  ...(retention === undefined
    ? {}
    : { ObjectLockMode: retention.mode, ObjectLockRetainUntilDate: new Date(retention.until) }),
  ...(legalHold === undefined ? {} : { ObjectLockLegalHoldStatus: legalHold }),
});
