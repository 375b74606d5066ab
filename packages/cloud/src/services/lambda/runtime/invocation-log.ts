import type { Logging } from "../model.ts";
import type { LogEvent } from "./log-frames.ts";
import { type PlatformEvent, platformLine } from "./platform-event.ts";

/** Bytes of LogResult. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const tailBytes = 4096;

export interface InvocationLogOptions {
  readonly logging: Logging;
  readonly pass: (line: { timestamp: number; message: string }) => void;
  readonly now: () => number;
}

/** The lines of one invocation: passed on as they come, with the last ones kept for the caller. */
export class InvocationLog {
  readonly #options: InvocationLogOptions;
  #tail = "";

  constructor(options: InvocationLogOptions) {
    this.#options = options;
  }

  add({ at, message }: LogEvent): void {
    const line = message.endsWith("\n") ? message : `${message}\n`;
    this.#tail = lastBytes(this.#tail + line);
    this.#options.pass({ timestamp: at ?? this.#options.now(), message: line });
  }

  /** A line of Lambda's own, in the format of the function's log, unless the log leaves such lines out. */
  platform(event: PlatformEvent): void {
    const { logging, now } = this.#options;
    for (const message of platformLine(event, logging, now())) this.add({ at: undefined, message });
  }

  /** The last 4 KB, base64 as LogResult has it. */
  tail(): string {
    return Buffer.from(this.#tail, "utf8").toString("base64");
  }
}

function lastBytes(text: string): string {
  if (text.length <= tailBytes / 3) return text;
  const bytes = Buffer.from(text, "utf8");
  return bytes.length <= tailBytes ? text : bytes.toString("utf8", bytes.length - tailBytes);
}
