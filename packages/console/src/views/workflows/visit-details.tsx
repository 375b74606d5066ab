import { Badge, Facts, type Tone } from "../../parts/page.tsx";
import { Code } from "../../parts/scrolled.tsx";
import { durationText, prettyJson, timeText } from "../../text.ts";
import type { StateDefinition } from "./definition.ts";
import type { Visit } from "./history.ts";

export const toneOfVisit: Readonly<Record<Visit["status"], Tone>> = {
  running: "busy",
  succeeded: "ok",
  failed: "bad",
  caught: "warn",
  aborted: "warn",
};

const shownMax = 50;

/** What a chosen state went through, each time that it was entered. */
export const VisitDetails = ({
  name,
  state,
  visits,
}: {
  readonly name: string;
  readonly state: StateDefinition | undefined;
  readonly visits: readonly Visit[];
}) => (
  <>
    <h3>{name}</h3>
    {visits.slice(0, shownMax).map((visit, index) => (
      <details key={`${visit.enteredAt} ${index}`} open={visits.length === 1}>
        <summary>
          <Badge tone={toneOfVisit[visit.status]}>{visit.status}</Badge> {timeText(visit.enteredAt)}{" "}
          {visit.leftAt === undefined ? "" : durationText(visit.leftAt - visit.enteredAt)}
        </summary>
        <Facts of={{ Retries: visit.retries > 0 ? String(visit.retries) : undefined, Error: visit.error }} />
        {visit.cause === undefined ? undefined : <Code>{prettyJson(visit.cause)}</Code>}
        <h4>Input</h4>
        <Code>{prettyJson(visit.input ?? "")}</Code>
        {visit.output === undefined ? undefined : (
          <>
            <h4>Output</h4>
            <Code>{prettyJson(visit.output)}</Code>
          </>
        )}
      </details>
    ))}
    {visits.length > shownMax ? <p class="dim">and {visits.length - shownMax} more</p> : undefined}
    <h4>Definition</h4>
    <Code>{prettyJson(state)}</Code>
  </>
);
