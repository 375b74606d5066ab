import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { anyResource } from "../access.ts";
import { invalidNextToken, validationError } from "../errors.ts";
import { runQueries } from "../queries/run-queries.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const pointsMax = 100_800;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData: CloudWatchOperation<"GetMetricData"> = {
  access: anyResource("GetMetricData"),

  run({ store }, input) {
    const [from, before] = [input.StartTime.getTime(), input.EndTime.getTime()];
    if (from >= before) throw validationError("The parameter StartTime must be less than the parameter EndTime.");
    const results = runQueries(store, input.MetricDataQueries, { from, before });
    let toSkip = readToken(input.NextToken);
    let room = Math.min(input.MaxDatapoints ?? pointsMax, pointsMax);
    let given = toSkip;
    let isCut = false;
    const page = results.flatMap(({ id, label, points, failure }): MetricDataResult[] => {
      const ordered = input.ScanBy === "TimestampAscending" ? points : [...points].reverse();
      const rest = ordered.slice(toSkip);
      const isBehind = toSkip > 0 && rest.length === 0;
      toSkip = Math.max(0, toSkip - ordered.length);
      if (isBehind || (isCut && rest.length > 0)) return [];
      const taken = rest.slice(0, room);
      room -= taken.length;
      given += taken.length;
      isCut = taken.length < rest.length;
      return [
        {
          Id: id,
          Label: label,
          Timestamps: taken.map(([at]) => new Date(at)),
          Values: taken.map(([, value]) => value),
          StatusCode: failure !== undefined ? "InternalError" : isCut ? "PartialData" : "Complete",
          ...(failure === undefined ? {} : { Messages: [{ Code: "ArgumentError", Value: failure }] }),
        },
      ];
    });

    return { MetricDataResults: page, Messages: [], ...(isCut ? { NextToken: String(given) } : {}) };
  },
};

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  if (!/^\d{1,9}$/.test(token)) throw invalidNextToken();
  return Number(token);
}
