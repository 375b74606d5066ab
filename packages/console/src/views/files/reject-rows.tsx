import { useState } from "preact/hooks";
import { useCloud } from "../../cloud/use-cloud.ts";
import { type Reject, type Run, readRejects } from "../../ledger/runs.ts";
import { Empty, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";

const columns: readonly Column<Reject>[] = [
  { title: "Line", width: "44px", isNumber: true, cell: ({ line }) => line },
  { title: "Code", width: "160px", isExtra: true, cell: ({ code }) => code },
  { title: "Field", width: "140px", isExtra: true, cell: ({ field }) => field ?? "" },
  { title: "Why", cell: ({ message }) => <span title={message}>{message}</span> },
];

/** Why records were rejected, and each as it stood in the file. */
export function RejectRows({ run }: { readonly run: Run }) {
  const rejects = useCloud(`rejects ${run.runId} ${run.finishedAt}`, [], () => readRejects(run.pipeline, run.runId));
  const [open, setOpen] = useState<Reject>();
  return (
    <Show of={rejects}>
      {(all) =>
        all.length === 0 ? (
          <Empty>No record was rejected.</Empty>
        ) : (
          <>
            <Rows
              label="Rejected records"
              items={all}
              columns={columns}
              id={({ ordinal }) => String(ordinal)}
              onOpen={(reject) => setOpen(reject === open ? undefined : reject)}
              isOpen={(reject) => reject === open}
            />
            {open === undefined ? (
              <p class="hint dim">Press a row to see the record as it stood in the file.</p>
            ) : (
              <>
                <p>
                  <b>{open.code}</b> {open.message}
                </p>
                <pre class="code">{open.raw ?? "The record was not kept."}</pre>
              </>
            )}
          </>
        )
      }
    </Show>
  );
}
