import { AwsError } from "@millrace/wire";
import type { Ended } from "../../../kernel/measured.ts";
import type { Metric } from "../../../kernel/metrics.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { S3Store } from "../store.ts";
import { matchesFilter } from "./filter.ts";

/** What requests are counted as, by how their operation begins. */
const kinds = [
  ["Get", "GetRequests"],
  ["Put", "PutRequests"],
  ["UploadPart", "PutRequests"],
  ["Copy", "PutRequests"],
  ["DeleteObjects", "PostRequests"],
  ["Delete", "DeleteRequests"],
  ["Head", "HeadRequests"],
  ["List", "ListRequests"],
  ["CreateMultipart", "PostRequests"],
  ["CompleteMultipart", "PostRequests"],
] as const;

/**
 * Reports a request to CloudWatch under each metrics configuration of its bucket that it fits. Without one S3 reports no request.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 */
export function measure({ store, metrics }: Call<S3Store>, ended: Ended): void {
  const name: string | undefined = ended.input?.Bucket;
  if (name === undefined) return;
  const filters = store.metricsFilters(name);
  const region = filters.length === 0 ? undefined : store.findBucket(name)?.region;
  if (region === undefined) return;
  const key: string | undefined = ended.input.Key;
  for (const { id, filter } of filters) {
    if (!matchesFilter(filter, key, () => store.objects.find(name, key ?? "")?.tags ?? {})) continue;
    const dimensions = { BucketName: name, FilterId: id };
    for (const measured of measurements(ended))
      metrics.record({ namespace: "AWS/S3", region, dimensions, ...measured });
  }
}

type Measured = Pick<Metric, "name" | "value" | "unit">;

function* measurements({ operation, input, output, error, ms }: Ended): IterableIterator<Measured> {
  yield { name: "AllRequests", value: 1, unit: "Count" };
  const kind = kinds.find(([beginning]) => operation.startsWith(beginning))?.[1];
  if (kind !== undefined) yield { name: kind, value: 1, unit: "Count" };
  if (error !== undefined) {
    const status = error instanceof AwsError ? (error.status ?? 400) : 500;
    if (status >= 400) yield { name: status >= 500 ? "5xxErrors" : "4xxErrors", value: 1, unit: "Count" };
    return;
  }
  yield { name: "TotalRequestLatency", value: ms, unit: "Milliseconds" };
  yield { name: "FirstByteLatency", value: ms, unit: "Milliseconds" };
  if (kind === "PutRequests") yield* bytes("BytesUploaded", input.ContentLength);
  if (operation === "GetObject") yield* bytes("BytesDownloaded", output?.ContentLength);
}

function* bytes(name: string, value: unknown): IterableIterator<Measured> {
  if (typeof value === "number") yield { name, value, unit: "Bytes" };
}
