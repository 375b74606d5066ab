import type { JobHandler } from "../../../kernel/job-handler.ts";
import { kept } from "../messages/divert.ts";
import type { Message, Queue } from "../model.ts";
import type { SqsStore } from "../store.ts";
import { isRunning, type MessageMove } from "./moves.ts";

export const moveJob = "move";

export interface QueuedMove {
  readonly taskId: string;
  readonly sourceArn: string;
}

/** Messages moved in one turn: enough to be quick, few enough that others get theirs. */
const movedAtOnce = 100;

/** Moves messages out of a dead-letter queue, a handful at a time, until none is left or the task is cancelled. */
export const runMove: JobHandler<SqsStore> = {
  laneConcurrencyMax: 1,

  async run({ store, clock, ids }, job) {
    const { taskId, sourceArn } = job.payload as QueuedMove;
    const move = store.moves.find(sourceArn, taskId);
    if (move === undefined || !isRunning(move)) return "done";
    if (move.status === "CANCELLING") {
      store.moves.put({ ...move, status: "CANCELLED" });
      return "done";
    }
    const source = store.findByArn(sourceArn);
    const now = clock.now();
    const max = Math.min(movedAtOnce, move.perSecondMax ?? movedAtOnce);
    const messages = source === undefined ? [] : store.piles.peek(source, now, max);
    if (source === undefined || messages.length === 0) {
      store.moves.put({ ...move, status: "COMPLETED" });
      return "done";
    }
    const moved = moveAll({ store, source, move, now, newId: () => ids.uuid() }, messages);
    if (moved < messages.length) {
      store.moves.put({
        ...move,
        moved: move.moved + moved,
        status: "FAILED",
        failureReason: "CouldNotDetermineMessageSource",
      });
      return "done";
    }
    store.moves.put({ ...move, moved: move.moved + moved });
    return { retry: { delayMs: move.perSecondMax === undefined ? 0 : 1000 } };
  },
};

interface Moving {
  readonly store: SqsStore;
  readonly source: Queue;
  readonly move: MessageMove;
  readonly now: number;
  readonly newId: () => string;
}

/** How many were moved before one that nobody takes. A moved message begins anew: with an id and an age of its own. */
function moveAll({ store, source, move, now, newId }: Moving, messages: readonly Message[]): number {
  let moved = 0;
  for (const message of messages) {
    const target = store.findByArn(move.destinationArn ?? message.deadLetterSource ?? "");
    if (target === undefined || target.isFifo !== source.isFifo) return moved;
    store.piles.delete(source, message);
    const { deadLetterSource: _, receives: __, firstReceivedAt: ___, ...rest } = kept(message, source, target);
    store.piles.add(target, { ...rest, id: newId(), sentAt: now }, now, 0);
    store.arrivals.announce(target.id);
    moved++;
  }
  return moved;
}
