import { useState } from "preact/hooks";
import { useCloud } from "../../cloud/use-cloud.ts";
import {
  type Correction,
  readSource,
  recordText,
  type Sent,
  type Source,
  sendCorrections,
} from "../../ledger/corrections.ts";
import { type Reject, type Run, readRejects } from "../../ledger/runs.ts";
import { Action } from "../../parts/action.tsx";
import { Empty, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { Code } from "../../parts/scrolled.tsx";
import { countText } from "../../text.ts";
import { SentBack } from "./sent-back.tsx";

const columns: readonly Column<Reject>[] = [
  { title: "Line", width: "44px", isNumber: true, cell: ({ line }) => line },
  { title: "Code", width: "160px", isExtra: true, cell: ({ code }) => code },
  { title: "Field", width: "140px", isExtra: true, cell: ({ field }) => field ?? "" },
  { title: "Why", cell: ({ message }) => <span title={message}>{message}</span> },
];

/** Why records were rejected, and each as it stood in the file, to be put right and sent back. */
export function RejectRows({ run }: { readonly run: Run }) {
  const rejects = useCloud(`rejects ${run.runId} ${run.finishedAt}`, [], () => readRejects(run.pipeline, run.runId));
  return (
    <Show of={rejects}>
      {(all) => (all.length === 0 ? <Empty>No record was rejected.</Empty> : <Correctable run={run} rejects={all} />)}
    </Show>
  );
}

function Correctable({ run, rejects }: { readonly run: Run; readonly rejects: readonly Reject[] }) {
  const [open, setOpen] = useState<Reject>();
  const [source, setSource] = useState<Source>();
  const [corrected, setCorrected] = useState<readonly Correction[]>([]);
  const [sent, setSent] = useState<Sent>();
  const correct = (reject: Reject, text: string): void =>
    setCorrected([...corrected.filter((one) => one.reject !== reject), { reject, text }]);
  const textOf = (reject: Reject): string | undefined =>
    corrected.find((one) => one.reject === reject)?.text ??
    (source === undefined ? undefined : recordText(source, reject));
  const send = async (): Promise<void> => {
    if (source === undefined) return;
    setSent(await sendCorrections(run, source, corrected));
    setCorrected([]);
  };
  return (
    <>
      <Rows
        label="Rejected records"
        items={rejects}
        columns={columns}
        id={({ ordinal }) => String(ordinal)}
        onOpen={(reject) => setOpen(reject === open ? undefined : reject)}
        isOpen={(reject) => reject === open}
      />
      {open === undefined ? (
        <p class="hint dim">Press a row to see the record as it stood in the file, and to put it right.</p>
      ) : (
        <OpenReject
          key={open.ordinal}
          reject={open}
          text={textOf(open)}
          onCorrect={(text) => correct(open, text)}
          onEdit={async () => setSource(await readSource(run))}
        />
      )}
      {corrected.length === 0 ? undefined : (
        <div class="page-actions">
          <Action run={send}>Send back {countText(corrected.length, "corrected record")}</Action>
          <button type="button" onClick={() => setCorrected([])}>
            Forget
          </button>
        </div>
      )}
      {sent === undefined ? undefined : <SentBack run={run} {...sent} />}
    </>
  );
}

interface OpenRejectProps {
  readonly reject: Reject;
  /** As it stands in the file, or is now corrected; unknown until somebody wants to edit it. */
  readonly text: string | undefined;
  readonly onCorrect: (text: string) => void;
  readonly onEdit: () => Promise<void>;
}

const OpenReject = ({ reject, text, onCorrect, onEdit }: OpenRejectProps) => (
  <>
    <p>
      <b>{reject.code}</b> {reject.message}
    </p>
    {text === undefined ? (
      <>
        <Code>{reject.raw ?? "The record was not kept."}</Code>
        <div class="page-actions">
          <Action run={onEdit}>Put right</Action>
        </div>
      </>
    ) : (
      <textarea
        class="code"
        rows={Math.min(16, Math.max(3, text.split("\n").length))}
        aria-label="Record"
        spellcheck={false}
        value={text}
        onInput={(event) => onCorrect(event.currentTarget.value)}
      />
    )}
  </>
);
