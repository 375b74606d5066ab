import { type Column, Rows } from "../parts/rows.tsx";
import { linkTo } from "../route.ts";
import { bytesText, dollarsText, durationText, numberText, timeText } from "../text.ts";
import { RunBadge } from "./run-badge.tsx";
import type { Run } from "./runs.ts";

const columns: readonly Column<Run>[] = [
  { title: "File", width: "minmax(0, 3fr)", cell: ({ key }) => <FileName name={key} /> },
  { title: "Status", width: "112px", cell: (run) => <RunBadge run={run} /> },
  { title: "Stored", width: "88px", isNumber: true, isExtra: true, cell: ({ counts }) => countOf(counts?.stored) },
  { title: "Rejected", width: "88px", isNumber: true, isExtra: true, cell: ({ counts }) => countOf(counts?.rejected) },
  { title: "Size", width: "80px", isNumber: true, isExtra: true, cell: ({ size }) => bytesText(size) },
  {
    title: "Took",
    width: "88px",
    isNumber: true,
    isExtra: true,
    cell: ({ durationMs }) => (durationMs === undefined ? "" : durationText(durationMs)),
  },
  {
    title: "Cost",
    width: "88px",
    isNumber: true,
    isExtra: true,
    cell: ({ estimatedCost }) => (estimatedCost === undefined ? "" : dollarsText(estimatedCost)),
  },
  { title: "Started", width: "92px", isNumber: true, cell: ({ startedAt }) => timeText(startedAt) },
];

/** Where there is little room, without its folders. */
function FileName({ name }: { readonly name: string }) {
  const start = name.lastIndexOf("/") + 1;
  return (
    <span title={name}>
      <span class="folders">{name.slice(0, start)}</span>
      {name.slice(start)}
    </span>
  );
}

const countOf = (count: number | undefined): string => (count === undefined ? "" : numberText(count));

export const RunRows = ({ runs }: { readonly runs: readonly Run[] }) => (
  <Rows
    label="Files"
    items={runs}
    columns={columns}
    id={({ pipeline, runId }) => `${pipeline}/${runId}`}
    href={({ pipeline, runId }) => linkTo("files", pipeline, runId)}
  />
);
