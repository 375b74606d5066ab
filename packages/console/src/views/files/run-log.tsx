import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import type { Run } from "../../ledger/runs.ts";
import { type LogEvent, LogLines } from "../../parts/log-lines.tsx";
import { Empty, Show } from "../../parts/page.tsx";

const beforeMs = 500;
const afterMs = 2000;
const linesMax = 500;

/** What the pipeline's functions wrote while the file was read. */
export function RunLog({ run }: { readonly run: Run }) {
  const lines = useCloud(`log ${run.runId} ${run.finishedAt}`, run.status === "running" ? ["logs"] : [], async () => {
    const { logGroups = [] } = await call<{ logGroups?: { logGroupName: string }[] }>("logs", "DescribeLogGroups", {
      logGroupNamePrefix: `/aws/lambda/${run.pipeline}-`,
    });
    const startTime = Date.parse(run.startedAt) - beforeMs;
    const endTime = run.finishedAt === undefined ? undefined : Date.parse(run.finishedAt) + afterMs;
    const found = await Promise.all(
      logGroups.map(({ logGroupName }) =>
        call<{ events?: LogEvent[] }>("logs", "FilterLogEvents", {
          logGroupName,
          startTime,
          ...(endTime === undefined ? {} : { endTime }),
          limit: linesMax,
        }),
      ),
    );
    return found.flatMap(({ events = [] }) => events).sort((a, b) => a.timestamp - b.timestamp);
  });
  return (
    <Show of={lines}>
      {(all) =>
        all.length === 0 ? <Empty>The functions wrote nothing at that time.</Empty> : <LogLines events={all} />
      }
    </Show>
  );
}
