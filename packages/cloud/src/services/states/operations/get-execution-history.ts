import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { accessTo } from "../access.ts";
import { invalidPageToken } from "../errors.ts";
import { eventOutput } from "../history/history-event.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export const getExecutionHistory: StatesOperation<"GetExecutionHistory"> = {
  access: (input) => accessTo("GetExecutionHistory", input.executionArn),

  run({ store: { store } }, input) {
    const { arn } = store.execution(input.executionArn ?? "");
    const max =
      input.maxResults === undefined || input.maxResults === 0 ? pageMax : Math.min(input.maxResults, pageMax);
    const isReverse = input.reverseOrder === true;
    const from = input.nextToken === undefined ? undefined : readToken(input.nextToken);
    const events: HistoryEvent[] = [];
    for (const event of store.events(arn, { isReverse, ...(from === undefined ? {} : { from }) })) {
      if (events.length >= max) return { events, nextToken: Buffer.from(`event ${event.id}`).toString("base64") };
      // The members follow from the type, which is one of AWS's.
      events.push(eventOutput(event, input.includeExecutionData !== false) as unknown as HistoryEvent);
    }
    return { events };
  },
};

const pageMax = 1_000;

function readToken(token: string): number {
  const [, id] = /^event (\d+)$/.exec(Buffer.from(token, "base64").toString("utf8")) ?? [];
  if (id === undefined) throw invalidPageToken();
  return Number(id);
}
