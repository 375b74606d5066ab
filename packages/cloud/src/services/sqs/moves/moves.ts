import type { Collection } from "../../../kernel/store/collection.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export interface MessageMove {
  readonly taskId: string;
  readonly sourceArn: string;
  /** Where to; absent = where each message came from. */
  readonly destinationArn?: string;
  readonly perSecondMax?: number;
  readonly status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  readonly failureReason?: string;
  readonly startedAt: number;
  readonly moved: number;
  /** How many there were to move at the beginning. */
  readonly toMove: number;
}

/** AWS remembers the last ten of a queue. */
const movesKept = 10;

/** The tasks that move messages out of dead-letter queues. */
export class Moves {
  readonly #moves: Collection<MessageMove>;

  constructor(moves: Collection<MessageMove>) {
    this.#moves = moves;
  }

  find(sourceArn: string, taskId: string): MessageMove | undefined {
    return this.of(sourceArn).find((move) => move.taskId === taskId);
  }

  /** The latest first. */
  of(sourceArn: string): MessageMove[] {
    return [...this.#moves.list({ under: sourceArn, reverse: true })];
  }

  put(move: MessageMove): void {
    this.#moves.put(keyOf(move), move);
    for (const old of this.of(move.sourceArn).slice(movesKept)) this.#moves.delete(keyOf(old));
  }
}

const keyOf = ({ sourceArn, startedAt, taskId }: MessageMove) => [sourceArn, startedAt, taskId];

export const isRunning = ({ status }: MessageMove): boolean => status === "RUNNING" || status === "CANCELLING";

export const taskHandle = ({ taskId, sourceArn }: MessageMove): string =>
  Buffer.from(JSON.stringify({ taskId, sourceArn })).toString("base64");

/** Undefined for what is no handle. */
export function readTaskHandle(handle: string): { readonly taskId: string; readonly sourceArn: string } | undefined {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, "base64").toString("utf8")) as Record<string, unknown>;
    return typeof taskId === "string" && typeof sourceArn === "string" ? { taskId, sourceArn } : undefined;
  } catch {
    return undefined;
  }
}
