import type { JobHandler, JobOutcome } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { Bucket } from "../model.ts";
import type { S3Store } from "../store.ts";
import { expireCurrent } from "./expire-current.ts";
import { expireOlder } from "./expire-older.ts";
import { daysAfter, isEnabled, matchesKey, untilMidnight } from "./rules.ts";

export const lifecycleJob = "lifecycle";

/** What a sweep still has to do. Its stages go through a bucket in pages, so that no turn of the event loop takes long. */
interface Sweep {
  readonly bucket: string;
  /** Of the configuration that it was begun for; another one has a sweep of its own. */
  readonly sweep: string;
  readonly stage: Stage;
  /** The midnight that it was begun after. */
  readonly begunAt?: number;
  /** The last key of the page before. */
  readonly after?: string | undefined;
}

type Stage = "current" | "older" | "uploads";
const nextStage: Readonly<Record<Stage, Stage | undefined>> = {
  current: "older",
  older: "uploads",
  uploads: undefined,
};

/** S3 goes through buckets once a day, soon after midnight UTC. */
export function scheduleSweep({ jobs, clock }: Call<S3Store>, bucket: Bucket): void {
  const sweep = bucket.configurations.lifecycle?.sweep;
  if (sweep === undefined) return;
  const payload: Sweep = { bucket: bucket.name, sweep, stage: "current" };
  jobs.add(lifecycleJob, payload, { delayMs: untilMidnight(clock.now()) });
}

/** Does what a bucket's lifecycle rules say, one page of one stage at a time, and waits for the next midnight. */
export const sweepBucket: JobHandler<S3Store> = {
  laneConcurrencyMax: 1,

  async run(call, job): Promise<JobOutcome> {
    const payload = job.payload as Sweep;
    const bucket = call.store.findBucket(payload.bucket);
    const configuration = bucket?.configurations.lifecycle;
    if (bucket === undefined || configuration?.sweep !== payload.sweep) return "done";
    const { begunAt = job.dueAt } = payload;
    const after = stages[payload.stage](call, bucket, payload.after);
    if (after !== undefined) return { retry: { delayMs: 0, payload: { ...payload, begunAt, after } } };
    const stage = nextStage[payload.stage];
    if (stage !== undefined)
      return { retry: { delayMs: 0, payload: { ...payload, begunAt, stage, after: undefined } } };
    const again: Sweep = { bucket: payload.bucket, sweep: payload.sweep, stage: "current" };
    // From when this sweep was begun: the clock may have been moved over several midnights since.
    const nextAt = begunAt + untilMidnight(begunAt);
    return { retry: { delayMs: Math.max(0, nextAt - call.clock.now()), payload: again } };
  },
};

/** Each answers the key to go on after, until it is through. */
const stages: Readonly<
  Record<Stage, (call: Call<S3Store>, bucket: Bucket, after: string | undefined) => string | undefined>
> = {
  current: expireCurrent,
  older: expireOlder,
  uploads: abortUploads,
};

function abortUploads(call: Call<S3Store>, bucket: Bucket): undefined {
  const now = call.clock.now();
  for (const upload of call.store.uploads(bucket.name)) {
    const isDue = (bucket.configurations.lifecycle?.rules ?? []).some((rule) => {
      const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
      const isMeant = days !== undefined && isEnabled(rule) && matchesKey(rule, upload.key);
      return isMeant && daysAfter(upload.initiatedAt, days) <= now;
    });
    if (isDue) call.store.deleteUpload(upload);
  }
}
