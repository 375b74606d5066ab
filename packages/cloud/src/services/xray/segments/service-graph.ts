import type { Service } from "@aws-sdk/client-xray";
import type { Segment } from "./segment.ts";

/** The services that segments come from, with how they called each other. */
export function serviceGraph(segments: readonly Segment[], account: string): Service[] {
  const references = new Map(
    [...new Set(segments.map(({ name }) => name))].map((name, index) => [name, index] as const),
  );
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  return [...references].map(([name, ReferenceId]) => {
    const own = segments.filter((segment) => segment.name === name);
    const called = segments.filter(
      ({ parentId = "", name: other }) => other !== name && byId.get(parentId)?.name === name,
    );
    const names = [...new Set(called.map((segment) => segment.name))];
    return {
      ReferenceId,
      Name: name,
      Names: [name],
      Root: own.some(({ parentId }) => parentId === undefined),
      AccountId: account,
      ...(own[0]?.origin === undefined ? {} : { Type: own[0].origin }),
      State: "active",
      ...spanOf(own),
      Edges: names.map((other) => {
        const calls = called.filter((segment) => segment.name === other);
        return {
          ReferenceId: references.get(other) ?? 0,
          ...spanOf(calls),
          SummaryStatistics: statisticsOf(calls),
          Aliases: [],
        };
      }),
      SummaryStatistics: statisticsOf(own),
      DurationHistogram: own.map((segment) => ({ Value: seconds(segment), Count: 1 })),
      ResponseTimeHistogram: own.map((segment) => ({ Value: seconds(segment), Count: 1 })),
    };
  });
}

const seconds = ({ startTime, endTime = startTime }: Segment): number =>
  Math.round((endTime - startTime) * 1000) / 1000;

const spanOf = (segments: readonly Segment[]) => ({
  StartTime: new Date(Math.min(...segments.map(({ startTime }) => startTime)) * 1000),
  EndTime: new Date(Math.max(...segments.map(({ startTime, endTime }) => endTime ?? startTime)) * 1000),
});

function statisticsOf(segments: readonly Segment[]) {
  const errors = segments.filter(({ isError }) => isError);
  const throttles = errors.filter(({ isThrottle }) => isThrottle).length;
  const faults = segments.filter(({ isFault }) => isFault).length;
  return {
    OkCount: segments.filter(({ isError, isFault }) => !isError && !isFault).length,
    ErrorStatistics: { ThrottleCount: throttles, OtherCount: errors.length - throttles, TotalCount: errors.length },
    FaultStatistics: { OtherCount: faults, TotalCount: faults },
    TotalCount: segments.length,
    TotalResponseTime: segments.reduce((sum, segment) => sum + seconds(segment), 0),
  };
}
