import { now } from "../browser.ts";
import { call, callAll } from "../cloud/call.ts";
import { useCloud } from "../cloud/use-cloud.ts";
import { type LogEvent, LogLines } from "../parts/log-lines.tsx";
import { Empty, Show } from "../parts/page.tsx";

const pagesMax = 5;
const windowMs = 24 * 3_600_000;

/** The last lines of a group, as they come. */
export function LogTail({ group, filter }: { readonly group: string; readonly filter: string }) {
  const events = useCloud(`tail ${group} ${filter}`, ["logs"], () =>
    callAll(async (nextToken) => {
      const answer = await call<{ events?: LogEvent[]; nextToken?: string }>("logs", "FilterLogEvents", {
        logGroupName: group,
        startTime: now() - windowMs,
        ...(filter === "" ? {} : { filterPattern: filter }),
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      return { items: answer.events, next: answer.nextToken };
    }, pagesMax).then((found) => found.sort((a, b) => a.timestamp - b.timestamp)),
  );
  return (
    <Show of={events}>
      {(all) =>
        all.length === 0 ? <Empty>There are no such lines in the last day.</Empty> : <LogLines events={all} />
      }
    </Show>
  );
}
