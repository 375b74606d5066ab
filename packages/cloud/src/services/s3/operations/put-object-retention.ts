import { invalidArgument, malformedXml, protectedByLock } from "../errors.ts";
import { objectArn, type Retention, type StoredObject } from "../model.ts";
import { findObject } from "../objects/find.ts";
import { bypassAction, isLockable, isMode, isRetained, missingLock } from "../objects/lock.ts";
import type { S3Operation, Shapes } from "../shapes.ts";

type Input = Shapes["PutObjectRetention"]["input"];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html */
export const putObjectRetention: S3Operation<"PutObjectRetention"> = {
  access(input) {
    const resource = objectArn(input.Bucket, input.Key);
    const right = { action: "s3:PutObjectRetention", resource };
    return input.BypassGovernanceRetention === true ? [right, { action: bypassAction, resource }] : right;
  },

  run({ store, clock }, input) {
    const object = findObject(store, input, "PUT");
    if (!isLockable(store.bucket(input.Bucket))) throw missingLock();
    const retention = readRetention(input, clock.now());
    refuseWeaker(object, retention, { now: clock.now(), bypass: input.BypassGovernanceRetention === true });

    store.objects.update({ ...object, retention });

    return {};
  },
};

/** An empty document takes the protection away. */
function readRetention({ Retention: shape }: Input, now: number): Retention | undefined {
  if (shape === undefined) throw malformedXml();
  const { Mode: mode, RetainUntilDate: until } = shape;
  if (mode === undefined && until === undefined) return undefined;
  if (!isMode(mode) || until === undefined) throw malformedXml();
  if (until.getTime() <= now) {
    throw invalidArgument("The retain until date must be in the future!", "RetainUntilDate", until.toISOString());
  }
  return { mode, until: until.getTime() };
}

/** Anybody may protect longer; less protection takes the bypass, and from compliance nothing takes it away. */
function refuseWeaker(
  object: StoredObject,
  wanted: Retention | undefined,
  { now, bypass }: { readonly now: number; readonly bypass: boolean },
): void {
  const { retention: before } = object;
  if (before === undefined || !isRetained(object, now)) return;
  const isLonger = wanted !== undefined && wanted.until >= before.until;
  const isAsStrict = wanted?.mode === "COMPLIANCE" || before.mode === "GOVERNANCE";
  if (isLonger && isAsStrict) return;
  if (before.mode === "COMPLIANCE" || !bypass) throw protectedByLock();
}
