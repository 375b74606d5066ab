import type { Log } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { AwsCalls } from "../../../kernel/calls.ts";
import type { Principal } from "../../../kernel/principal.ts";

export interface LogShipperOptions {
  readonly aws: AwsCalls;
  readonly log: Log;
  /** The function's role: without rights on its log group nothing is written, as on AWS. */
  readonly principal: Principal;
  readonly group: string;
  readonly stream: string;
}

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** One PutLogEvents takes so much. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const batchBytesMax = 1_048_576;
const batchLinesMax = 10_000;
const lineOverheadBytes = 26;

/** Lines that wait to be written; a function that prints faster than that loses lines, and is told so. */
const waitingMax = 100_000;

/** Brings what a function prints into its log stream, in order and in the background. */
export class LogShipper {
  readonly #options: LogShipperOptions;
  #waiting: Line[] = [];
  #shipping: Promise<void> | undefined;
  #hasRights = true;

  constructor(options: LogShipperOptions) {
    this.#options = options;
  }

  add(line: Line): void {
    if (!this.#hasRights || this.#waiting.length >= waitingMax) return;
    this.#waiting.push(line);
    this.#shipping ??= this.#ship();
  }

  /** Resolves when everything added so far is written. */
  async flushed(): Promise<void> {
    await this.#shipping;
  }

  async #ship(): Promise<void> {
    // What arrives in the same turn goes out in the same batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0 && this.#hasRights) await this.#put(this.#takeBatch());
    this.#shipping = undefined;
  }

  #takeBatch(): Line[] {
    let bytes = 0;
    let count = 0;
    for (const { message } of this.#waiting) {
      bytes += Buffer.byteLength(message) + lineOverheadBytes;
      if (count > 0 && (bytes > batchBytesMax || count >= batchLinesMax)) break;
      count++;
    }
    const batch = this.#waiting.slice(0, count).sort((a, b) => a.timestamp - b.timestamp);
    this.#waiting = this.#waiting.slice(count);
    return batch;
  }

  async #put(batch: readonly Line[]): Promise<void> {
    const { aws, principal, group, stream, log } = this.#options;
    const put = () =>
      aws.call(
        "logs",
        "PutLogEvents",
        { logGroupName: group, logStreamName: stream, logEvents: [...batch] },
        { principal },
      );
    try {
      await put().catch(async (error) => {
        if (!isError(error, "ResourceNotFoundException")) throw error;
        await this.#makeStream();
        await put();
      });
    } catch (error) {
      // Nobody reads this log but the cloud's owner: the function itself must not fail for it.
      this.#hasRights = !isError(error, "AccessDeniedException");
      log.warn("function logs cannot be written", { group, reason: error instanceof Error ? error.message : error });
    }
  }

  /** The group is made only when it is missing: a role may write to a group without the right to make one. */
  async #makeStream(): Promise<void> {
    const { aws, principal, group, stream } = this.#options;
    const makeStream = () =>
      aws.call("logs", "CreateLogStream", { logGroupName: group, logStreamName: stream }, { principal });
    try {
      await makeStream();
    } catch (error) {
      if (!isError(error, "ResourceNotFoundException")) throw error;
      await aws.call("logs", "CreateLogGroup", { logGroupName: group }, { principal }).catch((reason: unknown) => {
        // Another environment of the function may have been quicker.
        if (!isError(reason, "ResourceAlreadyExistsException")) throw reason;
      });
      await makeStream();
    }
  }
}

const isError = (error: unknown, code: string): boolean => error instanceof AwsError && error.code === code;
