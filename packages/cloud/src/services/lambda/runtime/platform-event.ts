import type { Logging } from "../model.ts";

/** What Lambda itself says about an invocation. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
export type PlatformEvent =
  | { readonly type: "platform.initStart"; readonly runtimeVersion: string; readonly runtimeVersionArn: string }
  | { readonly type: "platform.start"; readonly requestId: string; readonly version: string }
  | { readonly type: "platform.fault"; readonly requestId: string; readonly line: string }
  | ({ readonly type: "platform.report" } & Report);

interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly initMs: number | undefined;
  readonly memoryMebibytes: number;
  readonly peakMebibytes: number | undefined;
  /** Why it ended badly, e.g. `timeout` or `error`. */
  readonly status?: string;
  readonly errorType?: string;
}

/** The lines that stand in the function's log for an event: several in text, one in JSON, none below its level. */
export function platformLine(event: PlatformEvent, { format, systemLevel }: Logging, now: number): string[] {
  if (format !== "JSON") return textLines(event);
  if (levels.indexOf(levelOf(event)) < levels.indexOf(systemLevel ?? "INFO")) return [];
  const { type, record } = telemetry(event);
  // What went wrong stands in the report.
  return type === "platform.fault" ? [] : [JSON.stringify({ time: new Date(now).toISOString(), type, record })];
}

/** The event as the Telemetry API sends it, without its time. */
export function telemetry(event: PlatformEvent): { readonly type: string; readonly record: unknown } {
  const { type } = event;
  if (type === "platform.initStart") {
    const { runtimeVersion, runtimeVersionArn } = event;
    const record = { initializationType: "on-demand", phase: "init", runtimeVersion, runtimeVersionArn };
    return { type, record };
  }
  if (type === "platform.start") return { type, record: { requestId: event.requestId, version: event.version } };
  if (type === "platform.fault") return { type, record: event.line };
  return {
    type,
    record: {
      requestId: event.requestId,
      metrics: {
        durationMs: round(event.durationMs),
        billedDurationMs: billed(event),
        memorySizeMB: event.memoryMebibytes,
        maxMemoryUsedMB: event.peakMebibytes ?? event.memoryMebibytes,
        ...(event.initMs === undefined ? {} : { initDurationMs: round(event.initMs) }),
      },
      status: event.status ?? "success",
      ...(event.errorType === undefined ? {} : { errorType: event.errorType }),
    },
  };
}

const levels = ["DEBUG", "INFO", "WARN"];

const levelOf = (event: PlatformEvent): string =>
  event.type === "platform.report" && event.status !== undefined ? "WARN" : "INFO";

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html */
function textLines(event: PlatformEvent): string[] {
  if (event.type === "platform.initStart") {
    return [`INIT_START Runtime Version: ${event.runtimeVersion}\tRuntime Version ARN: ${event.runtimeVersionArn}`];
  }
  if (event.type === "platform.start") return [`START RequestId: ${event.requestId} Version: ${event.version}`];
  if (event.type === "platform.fault") return [event.line];
  const parts = [
    `REPORT RequestId: ${event.requestId}`,
    `Duration: ${event.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed(event)} ms`,
    `Memory Size: ${event.memoryMebibytes} MB`,
    `Max Memory Used: ${event.peakMebibytes ?? event.memoryMebibytes} MB`,
    ...(event.initMs === undefined ? [] : [`Init Duration: ${event.initMs.toFixed(2)} ms`]),
    ...(event.status === undefined ? [] : [`Status: ${event.status}`]),
    ...(event.errorType === undefined ? [] : [`Error Type: ${event.errorType}`]),
  ];
  return [`END RequestId: ${event.requestId}`, `${parts.join("\t")}\t`];
}

const billed = ({ durationMs, initMs }: Report): number => Math.ceil(durationMs + (initMs ?? 0));

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
