import type { ServiceId, TraceSummary } from "@aws-sdk/client-xray";
import type { Segment } from "./segment.ts";

/** What is told of a trace without its segments. */
export function summaryOf(traceId: string, segments: readonly Segment[], account: string): TraceSummary {
  const root = segments.find(({ parentId }) => parentId === undefined) ?? segments[0];
  const start = Math.min(...segments.map(({ startTime }) => startTime));
  const end = Math.max(...segments.map(({ startTime, endTime }) => endTime ?? startTime));
  const users = [...new Set(segments.flatMap(({ user }) => user ?? []))];
  const { url, method, status, userAgent, clientIp } = root?.http ?? {};
  return {
    Id: traceId,
    StartTime: new Date(start * 1000),
    Duration: round(end - start),
    ...(root?.endTime === undefined ? {} : { ResponseTime: round(root.endTime - root.startTime) }),
    HasFault: segments.some(({ isFault }) => isFault),
    HasError: segments.some(({ isError }) => isError),
    HasThrottle: segments.some(({ isThrottle }) => isThrottle),
    IsPartial: segments.some(({ endTime }) => endTime === undefined),
    Http: {
      ...(url === undefined ? {} : { HttpURL: url }),
      ...(method === undefined ? {} : { HttpMethod: method }),
      ...(status === undefined ? {} : { HttpStatus: status }),
      ...(userAgent === undefined ? {} : { UserAgent: userAgent }),
      ...(clientIp === undefined ? {} : { ClientIp: clientIp }),
    },
    Annotations: annotationsOf(segments, account),
    Users: users.map((UserName) => ({ UserName, ServiceIds: [] })),
    ServiceIds: distinct(segments.map((segment) => serviceOf(segment, account))),
    ...(root === undefined ? {} : { EntryPoint: serviceOf(root, account) }),
    Revision: segments.length,
  };
}

const serviceOf = ({ name, origin }: Segment, account: string): ServiceId => ({
  Name: name,
  Names: [name],
  AccountId: account,
  ...(origin === undefined ? {} : { Type: origin }),
});

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const distinct = (services: readonly ServiceId[]): ServiceId[] => [
  ...new Map(services.map((service) => [`${service.Name} ${service.Type}`, service])).values(),
];

function annotationsOf(segments: readonly Segment[], account: string): NonNullable<TraceSummary["Annotations"]> {
  const found: NonNullable<TraceSummary["Annotations"]> = {};
  for (const segment of segments) {
    for (const [key, value] of Object.entries(segment.annotations)) {
      const AnnotationValue =
        typeof value === "number"
          ? { NumberValue: value }
          : typeof value === "boolean"
            ? { BooleanValue: value }
            : { StringValue: value };
      found[key] = [...(found[key] ?? []), { AnnotationValue, ServiceIds: [serviceOf(segment, account)] }];
    }
  }
  return found;
}
