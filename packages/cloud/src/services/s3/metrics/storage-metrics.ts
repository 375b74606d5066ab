import type { JobHandler, JobOutcome } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { untilMidnight } from "../lifecycle/rules.ts";
import { type Bucket, isMarker } from "../model.ts";
import type { S3Store } from "../store.ts";

export const storageMetricsJob = "storage-metrics";

/** How CloudWatch calls what is stored, by its storage class. https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html */
const storageTypes: Readonly<Record<string, string>> = {
  STANDARD: "StandardStorage",
  STANDARD_IA: "StandardIAStorage",
  ONEZONE_IA: "OneZoneIAStorage",
  REDUCED_REDUNDANCY: "ReducedRedundancyStorage",
  INTELLIGENT_TIERING: "IntelligentTieringFAStorage",
  GLACIER: "GlacierStorage",
  GLACIER_IR: "GlacierInstantRetrievalStorage",
  DEEP_ARCHIVE: "DeepArchiveStorage",
  EXPRESS_ONEZONE: "ExpressOneZoneStorage",
};

const pageObjects = 1000;

/** What was counted so far: a bucket is gone through in pages, so that no turn of the event loop takes long. */
interface Count {
  readonly bucket: string;
  /** Tells a bucket from a later one of its name. */
  readonly createdAt: number;
  readonly isOlder?: boolean;
  readonly after?: string;
  readonly objects?: number;
  /** By storage class. */
  readonly bytes?: Readonly<Record<string, number>>;
}

/** S3 reports what a bucket holds once a day. */
export function scheduleStorageMetrics({ jobs, clock }: Call<S3Store>, { name, createdAt }: Bucket): void {
  const count: Count = { bucket: name, createdAt };
  jobs.add(storageMetricsJob, count, { delayMs: untilMidnight(clock.now()) });
}

export const reportStorage: JobHandler<S3Store> = {
  laneConcurrencyMax: 1,

  async run(call, job): Promise<JobOutcome> {
    const count = job.payload as Count;
    const bucket = call.store.findBucket(count.bucket);
    if (bucket?.createdAt !== count.createdAt) return "done";
    const next = counted(call.store, count);
    if (next.after !== undefined) return { retry: { delayMs: 0, payload: next } };
    if (count.isOlder !== true) return { retry: { delayMs: 0, payload: { ...next, isOlder: true } } };
    report(call, bucket, next);
    const again: Count = { bucket: count.bucket, createdAt: count.createdAt };
    return { retry: { delayMs: untilMidnight(call.clock.now()), payload: again } };
  },
};

/** Adds a page of current objects, or of older versions. */
function counted({ objects: kept }: S3Store, count: Count): Count {
  const { bucket, after, isOlder = false } = count;
  const bytes: Record<string, number> = { ...count.bytes };
  let { objects = 0 } = count;
  let seen = 0;
  let last: string | undefined;
  const range = { prefix: "", ...(after !== undefined && { after }) };
  for (const version of isOlder ? kept.listOlder(bucket, range) : kept.list(bucket, range)) {
    // Older versions of one key stay together: a page ends with a key.
    if (seen >= pageObjects && version.key !== last) return { ...count, objects, bytes, ...(last && { after: last }) };
    last = version.key;
    seen++;
    objects++;
    if (isMarker(version)) continue;
    const { storageClass } = version.attributes;
    bytes[storageClass] = (bytes[storageClass] ?? 0) + version.bytes;
  }
  const { after: _, ...rest } = count;
  return { ...rest, objects, bytes };
}

function report({ metrics }: Call<S3Store>, { name, region }: Bucket, { objects = 0, bytes = {} }: Count): void {
  if (objects === 0) return;
  const record = (metric: string, value: number, unit: "Bytes" | "Count", StorageType: string): void => {
    const dimensions = { BucketName: name, StorageType };
    metrics.record({ namespace: "AWS/S3", region, name: metric, value, unit, dimensions });
  };
  record("NumberOfObjects", objects, "Count", "AllStorageTypes");
  for (const [storageClass, value] of Object.entries(bytes)) {
    const type = storageTypes[storageClass];
    if (type !== undefined) record("BucketSizeBytes", value, "Bytes", type);
  }
}
