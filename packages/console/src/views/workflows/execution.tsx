import { useState } from "preact/hooks";
import { now } from "../../browser.ts";
import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Action } from "../../parts/action.tsx";
import { Badge, Facts, Page, Panel, Show } from "../../parts/page.tsx";
import { Code } from "../../parts/scrolled.tsx";
import { countText, durationText, lastPart, prettyJson, timeText } from "../../text.ts";
import { innerMachines, type Machine, readMachine, type StateDefinition } from "./definition.ts";
import { MachineGraph } from "./machine-graph.tsx";
import { type Described, readExecution } from "./read-execution.ts";
import { TimeLine } from "./time-line.tsx";
import { toneOfStatus } from "./tone-of-status.ts";
import { VisitDetails } from "./visit-details.tsx";

/** One execution, live or after the fact. */
export function Execution({ machineArn, arn }: { readonly machineArn: string; readonly arn: string }) {
  const loaded = useCloud(`execution ${arn}`, ["states"], () => readExecution(arn));
  const [chosen, setChosen] = useState<string>();
  const execution = loaded.value?.execution;
  return (
    <Page
      title={lastPart(arn)}
      trail={[
        ["Workflows", "workflows"],
        [lastPart(machineArn), "workflows", machineArn],
      ]}
      actions={execution === undefined ? undefined : <Actions execution={execution} arn={arn} />}
    >
      <Show of={loaded}>
        {({ execution: shown, definition, visits, innerVisits }) => {
          const machine = readMachine(definition);
          const all = [...visits, ...innerVisits];
          return (
            <>
              <Summary execution={shown} />
              <div class="split">
                <Panel title="Graph">
                  {machine === undefined ? (
                    <p class="dim">The definition cannot be drawn.</p>
                  ) : (
                    <MachineGraph machine={machine} visits={all} chosen={chosen} onChoose={setChosen} />
                  )}
                </Panel>
                <Panel title={chosen === undefined ? "Input and output" : "State"}>
                  {chosen === undefined ? (
                    <InputAndOutput execution={shown} />
                  ) : (
                    <VisitDetails
                      name={chosen}
                      state={machine === undefined ? undefined : findState(machine, chosen)}
                      visits={all.filter(({ name }) => name === chosen)}
                    />
                  )}
                </Panel>
              </div>
              <Panel title="Time line">
                <TimeLine
                  visits={visits}
                  endedAt={shown.stopDate === undefined ? now() : Date.parse(shown.stopDate)}
                  onChoose={setChosen}
                />
              </Panel>
            </>
          );
        }}
      </Show>
    </Page>
  );
}

const Summary = ({ execution }: { readonly execution: Described }) => (
  <Panel title="Execution">
    <Facts
      of={{
        Status: <Badge tone={toneOfStatus(execution.status)}>{execution.status}</Badge>,
        Started: timeText(execution.startDate),
        Took:
          execution.stopDate === undefined
            ? undefined
            : durationText(Date.parse(execution.stopDate) - Date.parse(execution.startDate)),
        Redriven: execution.redriveCount ? countText(execution.redriveCount, "time") : undefined,
        Error: execution.error,
        Cause: execution.cause,
      }}
    />
  </Panel>
);

const InputAndOutput = ({ execution }: { readonly execution: Described }) => (
  <>
    <p class="dim">Press a state to see what went in and what came out.</p>
    <h4>Input</h4>
    <Code>{prettyJson(execution.input ?? "")}</Code>
    {execution.output === undefined ? undefined : (
      <>
        <h4>Output</h4>
        <Code>{prettyJson(execution.output)}</Code>
      </>
    )}
  </>
);

function Actions({ execution, arn }: { readonly execution: Described; readonly arn: string }) {
  if (execution.status === "RUNNING") {
    return (
      <Action run={() => call("states", "StopExecution", { executionArn: arn })} question="Stop this execution?">
        Stop
      </Action>
    );
  }
  if (execution.redriveStatus !== "REDRIVABLE") return null;
  return <Action run={() => call("states", "RedriveExecution", { executionArn: arn })}>Redrive</Action>;
}

function findState({ States }: Machine, name: string): StateDefinition | undefined {
  const own = States[name];
  if (own !== undefined) return own;
  for (const state of Object.values(States)) {
    for (const inner of innerMachines(state)) {
      const found = findState(inner, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
