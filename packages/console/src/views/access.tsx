import { useState } from "preact/hooks";
import { ask } from "../cloud/ask.ts";
import { useCloud } from "../cloud/use-cloud.ts";
import { Badge, Empty, Facts, Page, Panel, Show } from "../parts/page.tsx";
import { type Column, Rows } from "../parts/rows.tsx";
import { Code } from "../parts/scrolled.tsx";
import { countText, lastPart, numberText, timeText } from "../text.ts";

interface Decision {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly isAllowed: boolean;
  readonly decidedBy: readonly string[];
  readonly reason?: string;
  readonly fix?: string;
  readonly lastAt: number;
  readonly count: number;
}

const columns: readonly Column<Decision>[] = [
  {
    title: "Decision",
    width: "88px",
    cell: ({ isAllowed }) => (isAllowed ? <Badge tone="ok">allowed</Badge> : <Badge tone="bad">refused</Badge>),
  },
  { title: "Who", isExtra: true, cell: ({ principal }) => <span title={principal}>{lastPart(principal)}</span> },
  { title: "Action", cell: ({ action }) => action },
  {
    title: "Resource",
    width: "minmax(0, 2fr)",
    isExtra: true,
    cell: ({ resource }) => <span title={resource}>{resource}</span>,
  },
  { title: "Times", width: "70px", isNumber: true, cell: ({ count }) => numberText(count) },
  { title: "Last", width: "92px", isNumber: true, isExtra: true, cell: ({ lastAt }) => timeText(lastAt) },
];

/** Who was allowed or refused what; refusals first, with the statement that would lift them. */
export function Access() {
  const decisions = useCloud("decisions", ["kernel"], async () => {
    const { decisions: all } = await ask<{ decisions: Decision[] }>("/_millrace/decisions");
    return all.sort((a, b) => Number(a.isAllowed) - Number(b.isAllowed) || b.lastAt - a.lastAt);
  });
  const [open, setOpen] = useState<Decision>();
  const [words, setWords] = useState("");
  return (
    <Page title="Access">
      {open === undefined ? undefined : <Explanation decision={open} />}
      <Show of={decisions}>
        {(all) => {
          const shown = all.filter((one) => `${one.principal} ${one.action} ${one.resource}`.includes(words));
          return (
            <Panel
              title={`${countText(all.filter(({ isAllowed }) => !isAllowed).length, "refusal")}, ${countText(all.length, "decision")}`}
              actions={
                <input
                  type="search"
                  placeholder="Role, action or resource"
                  aria-label="Role, action or resource"
                  value={words}
                  onInput={(event) => setWords(event.currentTarget.value)}
                />
              }
            >
              {shown.length === 0 ? (
                <Empty>Nothing of the kind was decided yet.</Empty>
              ) : (
                <Rows
                  label="Decisions"
                  items={shown}
                  columns={columns}
                  id={idOf}
                  onOpen={setOpen}
                  isOpen={(one) => open !== undefined && idOf(one) === idOf(open)}
                />
              )}
            </Panel>
          );
        }}
      </Show>
    </Page>
  );
}

const idOf = ({ principal, action, resource, isAllowed }: Decision): string =>
  `${principal} ${action} ${resource} ${isAllowed}`;

const Explanation = ({ decision }: { readonly decision: Decision }) => (
  <Panel title={decision.action}>
    <Facts
      of={{
        Who: decision.principal,
        Resource: decision.resource,
        "Decided by": decision.decidedBy.join(", "),
        Why: decision.reason,
      }}
    />
    {decision.fix === undefined ? undefined : (
      <>
        <h4>What would allow it</h4>
        <Code>{decision.fix}</Code>
      </>
    )}
  </Panel>
);
