import type { MetricDatum } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { LogsStore } from "../store.ts";
import type { Datum } from "./embedded-metrics.ts";

export const measureJob = "measure";

export interface Measured {
  /** By namespace. */
  readonly data: Readonly<Record<string, readonly Datum[]>>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const dataMax = 1000;

/** Hands metrics that were found in logs to CloudWatch. What it refuses is dropped, as on AWS. */
export const runMeasure: JobHandler<LogsStore> = {
  laneConcurrencyMax: 4,

  async run(call, job) {
    const { data } = job.payload as Measured;
    for (const [Namespace, all] of Object.entries(data)) {
      for (let from = 0; from < all.length; from += dataMax) {
        const MetricData = all.slice(from, from + dataMax).map(datumOf);
        try {
          await call.aws.call(
            "cloudwatch",
            "PutMetricData",
            { Namespace, MetricData },
            { principal: accountPrincipal(call.account) },
          );
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          call.log.warn("metrics found in logs were refused", { namespace: Namespace, error: error.message });
        }
      }
    }
    return "done";
  },
};

const datumOf = ({ name, values, unit, at, dimensions, resolution }: Datum): MetricDatum => ({
  MetricName: name,
  Timestamp: new Date(at),
  Values: [...values],
  Unit: unit,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  StorageResolution: resolution,
});
