import type { LogEvent } from "./log-frames.ts";

export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly initMs: number | undefined;
  readonly memoryMebibytes: number;
  readonly peakMebibytes: number | undefined;
  /** Why it ended badly, e.g. `timeout` or `error`. */
  readonly status?: string;
  readonly errorType?: string;
}

/** Bytes of LogResult. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const tailBytes = 4096;

/** The lines of one invocation: passed on as they come, with the last ones kept for the caller. */
export class InvocationLog {
  readonly #pass: (line: { timestamp: number; message: string }) => void;
  readonly #now: () => number;
  #tail = "";

  constructor(pass: (line: { timestamp: number; message: string }) => void, now: () => number) {
    this.#pass = pass;
    this.#now = now;
  }

  add({ at, message }: LogEvent): void {
    const line = message.endsWith("\n") ? message : `${message}\n`;
    this.#tail = lastBytes(this.#tail + line);
    this.#pass({ timestamp: at ?? this.#now(), message: line });
  }

  start(requestId: string, version: string): void {
    this.add({ at: undefined, message: `START RequestId: ${requestId} Version: ${version}` });
  }

  /** The END and REPORT lines. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html */
  end(report: Report): void {
    this.add({ at: undefined, message: `END RequestId: ${report.requestId}` });
    this.add({ at: undefined, message: reportLine(report) });
  }

  /** The last 4 KB, base64 as LogResult has it. */
  tail(): string {
    return Buffer.from(this.#tail, "utf8").toString("base64");
  }
}

function reportLine(report: Report): string {
  const parts = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(report.durationMs + (report.initMs ?? 0))} ms`,
    `Memory Size: ${report.memoryMebibytes} MB`,
    `Max Memory Used: ${report.peakMebibytes ?? report.memoryMebibytes} MB`,
    ...(report.initMs === undefined ? [] : [`Init Duration: ${report.initMs.toFixed(2)} ms`]),
    ...(report.status === undefined ? [] : [`Status: ${report.status}`]),
    ...(report.errorType === undefined ? [] : [`Error Type: ${report.errorType}`]),
  ];
  return `${parts.join("\t")}\t`;
}

function lastBytes(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  return bytes.length <= tailBytes ? text : bytes.toString("utf8", bytes.length - tailBytes);
}
