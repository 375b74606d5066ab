import { anyResource, nameInGroupArn } from "./access.ts";
import { invalidRequest } from "./errors.ts";
import { readFilter } from "./segments/filter-expression.ts";
import { isRefusal, readSegment } from "./segments/segment.ts";
import { serviceGraph } from "./segments/service-graph.ts";
import { summaryOf } from "./segments/summary.ts";
import type { XRayOperation } from "./shapes.ts";

/** https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSummaries.html */
const summariesMax = 100;
const tracesMax = 5;

/** @see https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html */
export const putTraceSegments: XRayOperation<"PutTraceSegments"> = {
  access: anyResource("PutTraceSegments"),

  run({ store }, { TraceSegmentDocuments }) {
    const read = TraceSegmentDocuments.map(readSegment);
    for (const segment of read) if (!isRefusal(segment)) store.addSegment(segment);
    return {
      UnprocessedTraceSegments: read.filter(isRefusal).map(({ id, code, message }) => ({
        ...(id === undefined ? {} : { Id: id }),
        ErrorCode: code,
        Message: message,
      })),
    };
  },
};

/** Taken and not kept. @see https://docs.aws.amazon.com/xray/latest/api/API_PutTelemetryRecords.html */
export const putTelemetryRecords: XRayOperation<"PutTelemetryRecords"> = {
  access: anyResource("PutTelemetryRecords"),
  run: () => ({}),
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSummaries.html */
export const getTraceSummaries: XRayOperation<"GetTraceSummaries"> = {
  access: anyResource("GetTraceSummaries"),

  run({ store, clock, account }, { StartTime, EndTime, FilterExpression, NextToken }) {
    if (StartTime > EndTime) throw invalidRequest("Start time must be before end time");
    const keeps = readFilter(FilterExpression);
    const found = store
      .traces(StartTime.getTime(), EndTime.getTime())
      .map((traceId) => summaryOf(traceId, store.segments(traceId), account))
      .filter(keeps);
    const from = placeIn(NextToken);
    const end = from + summariesMax;
    return {
      TraceSummaries: found.slice(from, end),
      ApproximateTime: new Date(clock.now()),
      TracesProcessedCount: found.length,
      ...(end < found.length ? { NextToken: String(end) } : {}),
    };
  },
};

function placeIn(token = "0"): number {
  if (!/^\d{1,9}$/.test(token)) throw invalidRequest("Invalid NextToken");
  return Number(token);
}

/** @see https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html */
export const batchGetTraces: XRayOperation<"BatchGetTraces"> = {
  access: anyResource("BatchGetTraces"),

  run({ store, account }, { TraceIds }) {
    if (TraceIds.length > tracesMax) throw invalidRequest(`At most ${tracesMax} traces can be asked for`);
    const found = TraceIds.map((Id) => ({ Id, segments: store.segments(Id) }));
    return {
      Traces: found
        .filter(({ segments }) => segments.length > 0)
        .map(({ Id, segments }) => ({
          Id,
          Duration: summaryOf(Id, segments, account).Duration,
          LimitExceeded: false,
          Segments: segments.map((segment) => ({ Id: segment.id, Document: segment.document })),
        })),
      UnprocessedTraceIds: [],
    };
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetTraceGraph.html */
export const getTraceGraph: XRayOperation<"GetTraceGraph"> = {
  access: anyResource("GetTraceGraph"),
  run: ({ store, account }, { TraceIds }) => ({
    Services: serviceGraph(
      TraceIds.flatMap((traceId) => store.segments(traceId)),
      account,
    ),
  }),
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetServiceGraph.html */
export const getServiceGraph: XRayOperation<"GetServiceGraph"> = {
  access: anyResource("GetServiceGraph"),

  run({ store, account }, { StartTime, EndTime, GroupName, GroupARN }) {
    const name = GroupName ?? (GroupARN === undefined ? "Default" : nameInGroupArn(GroupARN));
    const keeps = readFilter(store.groups.get(name)?.FilterExpression);
    const traces = store
      .traces(StartTime.getTime(), EndTime.getTime())
      .map((traceId) => store.segments(traceId))
      .filter((segments) => keeps(summaryOf(segments[0]?.traceId ?? "", segments, account)));
    return { StartTime, EndTime, Services: serviceGraph(traces.flat(), account), ContainsOldGroupVersions: false };
  },
};

/** Insights are never found here. @see https://docs.aws.amazon.com/xray/latest/api/API_GetInsightSummaries.html */
export const getInsightSummaries: XRayOperation<"GetInsightSummaries"> = {
  access: anyResource("GetInsightSummaries"),
  run: () => ({ InsightSummaries: [] }),
};
