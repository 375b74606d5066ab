import type { Readable } from "node:stream";

/** One log event of a function: when it was written, and what. */
export interface LogEvent {
  /** Milliseconds since the epoch; undefined for plain output, which says not when. */
  readonly at: number | undefined;
  readonly message: string;
}

/** CloudWatch Logs takes no longer events. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const eventBytesMax = 1_048_576 - 26;
const headerBytes = 16;
const frameType = 0xa55a0000;

/**
 * Reads the telemetry pipe of a runtime: frames of type, length, time in microseconds, and text, so that a message of
 * many lines stays one event.
 */
export function readFrames(pipe: Readable, emit: (event: LogEvent) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  pipe.on("data", (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= headerBytes) {
      const length = rest.readUInt32BE(4);
      if ((rest.readUInt32BE(0) & 0xffff0000) >>> 0 !== frameType) rest = Buffer.alloc(0);
      if (rest.length < headerBytes + length) return;
      const at = Number(rest.readBigInt64BE(8) / 1000n);
      emit({ at, message: cut(rest.subarray(headerBytes, headerBytes + length)) });
      rest = rest.subarray(headerBytes + length);
    }
  });
}

/** Reads plain output: one event per line. */
export function readLines(pipe: Readable, emit: (event: LogEvent) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  const flush = (line: Buffer): void => {
    if (line.length > 0) emit({ at: undefined, message: cut(line) });
  };
  pipe.on("data", (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      flush(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > eventBytesMax) {
      flush(rest);
      rest = Buffer.alloc(0);
    }
  });
  pipe.on("end", () => flush(rest));
}

const cut = (bytes: Buffer): string => bytes.toString("utf8", 0, Math.min(bytes.length, eventBytesMax));
