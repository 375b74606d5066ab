import { useCloud } from "../../cloud/use-cloud.ts";
import { RunBadge } from "../../ledger/run-badge.tsx";
import { findLatestRun, type Run } from "../../ledger/runs.ts";
import { linkTo } from "../../route.ts";
import { lastPart } from "../../text.ts";

interface SentBackProps {
  readonly run: Run;
  /** What was sent: a file beside that of the run. */
  readonly file: string;
  /** The run that there was of it before, if it was sent back once already. */
  readonly earlier: string | undefined;
}

/** What becomes of corrected records. */
export function SentBack({ run: { pipeline, bucket }, file, earlier }: SentBackProps) {
  const latest = useCloud(`sent back ${bucket} ${file}`, ["dynamodb"], async () => ({
    run: await findLatestRun(pipeline, bucket, file),
  }));
  const run = latest.value?.run;
  const name = lastPart(file);
  return (
    <p role="status">
      {run === undefined || run.runId === earlier ? (
        <span class="dim">{name} was sent.</span>
      ) : (
        <>
          <RunBadge run={run} /> <a href={linkTo("files", pipeline, run.runId)}>{name}</a>
        </>
      )}
    </p>
  );
}
