import { Action } from "../parts/action.tsx";
import { Empty, Panel, Show } from "../parts/page.tsx";
import { numberText, timeText } from "../text.ts";
import { FaultForm } from "./fault-form.tsx";
import { effectText, type Fault, removeFault, useFaults } from "./faults.ts";

/** What goes wrong on purpose, and more of it. */
export function FaultList() {
  const faults = useFaults();
  return (
    <Panel title="Faults">
      <p class="dim">
        Requests of clients, functions and workflows are refused, delayed or lost, so that you see what a pipeline makes
        of it. The console's own are spared.
      </p>
      <Show of={faults}>
        {(all) =>
          all.length === 0 ? (
            <Empty>Nothing goes wrong on purpose.</Empty>
          ) : (
            <ul class="plain faults" aria-label="Faults">
              {all.map((fault) => (
                <li key={fault.id}>
                  <span>
                    <b>{[fault.service, fault.operation].join(" ").trim()}</b> {effectText(fault)}
                    <span class="dim">{extentOf(fault)}</span>
                  </span>
                  <Action run={() => removeFault(fault.id).then(faults.reload)}>Take back</Action>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
      <FaultForm onAdded={faults.reload} />
    </Panel>
  );
}

const extentOf = ({ resource, percent, times, until }: Fault): string =>
  [
    resource === undefined ? "" : `on ${resource}`,
    percent === 100 ? "" : `${percent} of 100 requests`,
    times === undefined ? "" : `${numberText(times)} more times`,
    until === undefined ? "" : `until ${timeText(until)} of the cloud's clock`,
  ]
    .filter((word) => word !== "")
    .map((word) => `, ${word}`)
    .join("");
