import { useState } from "preact/hooks";
import { followDownload } from "../../browser.ts";
import { call, presign } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { RunBadge } from "../../ledger/run-badge.tsx";
import { discardRejects, type Run, readRun, replay } from "../../ledger/runs.ts";
import { Action } from "../../parts/action.tsx";
import { Badge, Empty, Facts, Failure, Page, Panel, Show } from "../../parts/page.tsx";
import { linkTo } from "../../route.ts";
import { bytesText, dollarsText, durationText, lastPart, numberText, timeText } from "../../text.ts";
import { RejectRows } from "./reject-rows.tsx";
import { RunLog } from "./run-log.tsx";

interface StoryProps {
  readonly pipeline: string;
  readonly runId: string;
}

/** What one file went through, from arrival to rows. */
export function FileStory({ pipeline, runId }: StoryProps) {
  const story = useCloud(`run ${pipeline} ${runId}`, ["dynamodb"], async () => ({
    run: await readRun(pipeline, runId),
  }));
  const run = story.value?.run;
  return (
    <Page
      title={lastPart(run?.key ?? runId)}
      trail={[
        ["Files", "files"],
        [pipeline, "files", pipeline],
      ]}
      actions={run === undefined ? undefined : <Actions run={run} />}
    >
      <Show of={story}>
        {({ run: found }) => (found === undefined ? <Empty>The ledger has no such run.</Empty> : <Story run={found} />)}
      </Show>
    </Page>
  );
}

function Actions({ run }: { readonly run: Run }) {
  const [error, setError] = useState<Error>();
  const [isSent, setSent] = useState(false);
  const again = (): void => {
    setError(undefined);
    replay(run).then(() => setSent(true), setError);
  };
  return (
    <>
      {error === undefined ? undefined : <Failure error={error} />}
      {isSent && run.status !== "running" ? <span class="dim">sent again</span> : undefined}
      <button type="button" disabled={run.status === "running"} onClick={again}>
        Replay
      </button>
      <a class="button" href={linkTo("buckets", run.bucket, run.key)}>
        Open the file
      </a>
    </>
  );
}

function Story({ run }: { readonly run: Run }) {
  const { counts, reason } = run;
  return (
    <>
      {reason === undefined ? undefined : (
        <p class="failure">
          <b>{reason.code}</b> {reason.message}
        </p>
      )}
      {counts === undefined ? undefined : <Counts counts={counts} />}
      <Panel title="Run">
        <Facts
          of={{
            Status: <RunBadge run={run} />,
            File: `s3://${run.bucket}/${run.key}`,
            Size: bytesText(run.size),
            Format: [run.format, run.encoding].filter((word) => word !== undefined).join(", "),
            Started: timeText(run.startedAt),
            Finished: timeText(run.finishedAt),
            Took: run.durationMs === undefined ? undefined : durationText(run.durationMs),
            "Cost on AWS": run.estimatedCost === undefined ? undefined : `about ${dollarsText(run.estimatedCost)}`,
            Attempts: String(run.attempts),
            Version: run.versionId,
            Run: <code>{run.runId}</code>,
          }}
        />
      </Panel>
      <Executions run={run} />
      {(counts?.rejected ?? 0) > 0 || run.status === "failed" ? (
        <Panel title="Rejected records" actions={<RejectActions run={run} />}>
          <RejectRows run={run} />
        </Panel>
      ) : undefined}
      <Panel title="Log">
        <RunLog run={run} />
      </Panel>
    </>
  );
}

const shown = ["records", "accepted", "rejected", "stored", "existing"] as const;

const Counts = ({ counts }: { readonly counts: NonNullable<Run["counts"]> }) => (
  <ul class="counts">
    {shown.map((name) => (
      <li key={name} class={name === "rejected" && counts.rejected > 0 ? "warn-text" : ""}>
        <b>{numberText(counts[name])}</b> {name === "existing" ? "there before" : name}
      </li>
    ))}
  </ul>
);

const RejectActions = ({ run }: { readonly run: Run }) => (
  <>
    {run.rejectsDiscardedAt === undefined ? undefined : (
      <span class="dim">done with at {timeText(run.rejectsDiscardedAt)}</span>
    )}
    {Object.entries(run.rejects ?? {}).map(([kind, key]) => (
      <button
        key={kind}
        type="button"
        onClick={async () => followDownload(await presign("GET", run.bucket, key), lastPart(key))}
      >
        Download {kind.toUpperCase()}
      </button>
    ))}
    {run.rejects === undefined || run.rejectsDiscardedAt !== undefined ? undefined : (
      <Action run={() => discardRejects(run)} question="Mark these rejects as done with?">
        Discard
      </Action>
    )}
  </>
);

interface Execution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
}

/** The workflow's executions for this file bear the run's id. */
function Executions({ run }: { readonly run: Run }) {
  const found = useCloud(`executions of ${run.runId}`, ["states"], async () => {
    const { stateMachines } = await call<{ stateMachines: { name: string; stateMachineArn: string }[] }>(
      "states",
      "ListStateMachines",
    );
    const machine = stateMachines.find(({ name }) => name === run.pipeline);
    if (machine === undefined) return [];
    const { executions } = await call<{ executions: Execution[] }>("states", "ListExecutions", {
      stateMachineArn: machine.stateMachineArn,
      maxResults: 1000,
    });
    return executions
      .filter(({ name }) => name.startsWith(run.runId))
      .map((execution) => ({ ...execution, machine: machine.stateMachineArn }));
  });
  if ((found.value ?? []).length === 0) return null;
  return (
    <Panel title="Workflow">
      <ul class="plain">
        {found.value?.map(({ executionArn, machine, name, status }) => (
          <li key={executionArn}>
            <Badge tone={status === "SUCCEEDED" ? "ok" : status === "RUNNING" ? "busy" : "bad"}>{status}</Badge>{" "}
            <a href={linkTo("workflows", machine, executionArn)}>{name}</a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
