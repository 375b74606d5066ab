import { useState } from "preact/hooks";
import { recall, remember } from "../../browser.ts";
import { Empty, Panel } from "../../parts/page.tsx";
import { TextTable } from "../../parts/text-table.tsx";
import { countText } from "../../text.ts";
import { SqlFailure } from "./sql-failure.tsx";
import type { Result } from "./statement.ts";

interface SqlPanelProps {
  /** Names what is remembered of it. */
  readonly id: string;
  /** Put into the field and run, when it is another. */
  readonly asked: { readonly sql: string } | undefined;
  readonly run: (sql: string) => Promise<Result>;
}

interface Answer {
  readonly sql: string;
  readonly result?: Result;
  readonly error?: Error;
}

/** Runs SQL; the last statement is remembered. */
export function SqlPanel({ id, asked, run }: SqlPanelProps) {
  const [sql, setSql] = useState(recall(`sql.${id}`) ?? "SELECT version()");
  const [answer, setAnswer] = useState<Answer>();
  const [isBusy, setBusy] = useState(false);
  const [lastAsked, setLastAsked] = useState(asked);
  const press = async (text: string): Promise<void> => {
    remember(`sql.${id}`, text);
    setBusy(true);
    setAnswer(
      await run(text).then(
        (result) => ({ sql: text, result }),
        (error: Error) => ({ sql: text, error }),
      ),
    );
    setBusy(false);
  };
  if (asked !== undefined && asked !== lastAsked) {
    setLastAsked(asked);
    setSql(asked.sql);
    void press(asked.sql);
  }
  return (
    <Panel
      title="SQL"
      actions={
        <>
          <span class="dim">Ctrl+Enter</span>
          <button type="button" disabled={isBusy} onClick={() => void press(sql)}>
            Run
          </button>
        </>
      }
    >
      <textarea
        class="code"
        rows={5}
        value={sql}
        aria-label="SQL"
        spellcheck={false}
        onInput={(event) => setSql(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isBusy) void press(sql);
        }}
      />
      {isBusy ? <p class="dim wait">Running…</p> : <Answered answer={answer} />}
    </Panel>
  );
}

function Answered({ answer }: { readonly answer: Answer | undefined }) {
  if (answer === undefined) return null;
  if (answer.error !== undefined) return <SqlFailure error={answer.error} sql={answer.sql} />;
  const { titles, rows, updated } = answer.result ?? { titles: [], rows: [], updated: 0 };
  if (titles.length === 0) return <Empty>Done. {countText(updated, "row was", "rows were")} changed.</Empty>;
  return (
    <>
      <p class="dim">{countText(rows.length, "row")}</p>
      {rows.length === 0 ? undefined : <TextTable label="Result" titles={titles} rows={rows} />}
    </>
  );
}
