import { useState } from "preact/hooks";
import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Badge, Empty, Failure, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { Code } from "../../parts/scrolled.tsx";
import { goTo, linkTo } from "../../route.ts";
import { durationText, lastPart, prettyJson, timeText } from "../../text.ts";
import { readMachine } from "./definition.ts";
import { MachineGraph } from "./machine-graph.tsx";
import { toneOfStatus } from "./tone-of-status.ts";

interface Listed {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: string;
  readonly stopDate?: string;
}

const columns: readonly Column<Listed>[] = [
  { title: "Execution", width: "minmax(0, 3fr)", cell: ({ name }) => <span title={name}>{name}</span> },
  { title: "Status", width: "116px", cell: ({ status }) => <Badge tone={toneOfStatus(status)}>{status}</Badge> },
  { title: "Started", width: "96px", isNumber: true, cell: ({ startDate }) => timeText(startDate) },
  {
    title: "Took",
    width: "96px",
    isNumber: true,
    isExtra: true,
    cell: ({ startDate, stopDate }) =>
      stopDate === undefined ? "" : durationText(Date.parse(stopDate) - Date.parse(startDate)),
  },
];

/** A state machine: its executions, its graph, and a way to start it. */
export function Executions({ arn }: { readonly arn: string }) {
  const loaded = useCloud(`machine ${arn}`, ["states"], async () => {
    const [{ definition }, { executions }] = await Promise.all([
      call<{ definition: string }>("states", "DescribeStateMachine", { stateMachineArn: arn }),
      call<{ executions: Listed[] }>("states", "ListExecutions", { stateMachineArn: arn, maxResults: 1000 }),
    ]);
    return { definition, executions };
  });
  const [chosen, setChosen] = useState<string>();
  return (
    <Page title={lastPart(arn)} trail={[["Workflows", "workflows"]]}>
      <Show of={loaded}>
        {({ definition, executions }) => {
          const machine = readMachine(definition);
          return (
            <>
              <Start arn={arn} />
              <Panel title="Executions">
                {executions.length === 0 ? (
                  <Empty>It has never run.</Empty>
                ) : (
                  <Rows
                    label="Executions"
                    items={executions}
                    columns={columns}
                    id={({ executionArn }) => executionArn}
                    href={({ executionArn }) => linkTo("workflows", arn, executionArn)}
                  />
                )}
              </Panel>
              <div class="split">
                <Panel title="Graph">
                  {machine === undefined ? null : (
                    <MachineGraph machine={machine} visits={[]} chosen={chosen} onChoose={setChosen} />
                  )}
                </Panel>
                <Panel title="Definition">
                  <Code isTall>{prettyJson(definition)}</Code>
                </Panel>
              </div>
            </>
          );
        }}
      </Show>
    </Page>
  );
}

function Start({ arn }: { readonly arn: string }) {
  const [input, setInput] = useState("{}");
  const [error, setError] = useState<Error>();
  const start = (): void => {
    setError(undefined);
    call<{ executionArn: string }>("states", "StartExecution", { stateMachineArn: arn, input }).then(
      ({ executionArn }) => goTo("workflows", arn, executionArn),
      setError,
    );
  };
  return (
    <details class="panel">
      <summary>Start an execution</summary>
      <label>
        Input
        <textarea rows={4} value={input} onInput={(event) => setInput(event.currentTarget.value)} />
      </label>
      {error === undefined ? undefined : <Failure error={error} />}
      <button type="button" onClick={start}>
        Start
      </button>
    </details>
  );
}
