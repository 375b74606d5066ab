import { invalidToken, taskTimedOut } from "../errors.ts";
import type { Engine, Place } from "../run/engine.ts";
import { readToken } from "../run/task-token.ts";

/** What a task token stands for. Throws InvalidToken, or TaskTimedOut when nobody waits for it any more. */
export function awaited(engine: Engine, token: string | undefined): Place {
  const place = readToken(token ?? "");
  if (place === undefined) throw invalidToken();
  const task = engine.find(place.executionArn)?.threads.get(place.threadId)?.task;
  if (task?.nonce !== place.nonce || !engine.isAwaited(place)) throw taskTimedOut();
  return place;
}
