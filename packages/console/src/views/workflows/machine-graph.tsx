import { curve } from "../../graph/curve.ts";
import type { Machine } from "./definition.ts";
import type { Visit } from "./history.ts";
import { type DrawnState, placeMachine } from "./place-machine.ts";

const margin = 12;
/** Drawn smaller than this nobody could read it: then it is moved instead. */
const smallest = 0.6;

interface MachineGraphProps {
  readonly machine: Machine;
  readonly visits: readonly Visit[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

/** A state machine as AWS draws it, coloured by what its states went through. */
export function MachineGraph({ machine, visits, chosen, onChoose }: MachineGraphProps) {
  const { width, height, states, transitions } = placeMachine(machine);
  const statuses = statusesOf(visits);
  const [fullWidth, fullHeight] = [width + 2 * margin, height + 2 * margin];
  return (
    <div class="machine">
      <svg
        width={fullWidth}
        style={{ minWidth: `${fullWidth * smallest}px` }}
        height={fullHeight}
        viewBox={`${-margin} ${-margin} ${fullWidth} ${fullHeight}`}
        role="group"
        aria-label="States"
      >
        <defs>
          <marker id="step" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L8 4L0 8z" class="arrow" />
          </marker>
        </defs>
        {states
          .filter(({ isGroup }) => isGroup)
          .map((drawn) => (
            <State
              key={drawn.name}
              drawn={drawn}
              status={statuses.get(drawn.name)}
              isChosen={drawn.name === chosen}
              onChoose={onChoose}
            />
          ))}
        {transitions.map(({ from, to, kind, points }) => (
          <path key={`${from} ${to}`} class={`edge ${kind}`} d={curve(points)} marker-end="url(#step)" />
        ))}
        {states
          .filter(({ isGroup }) => !isGroup)
          .map((drawn) => (
            <State
              key={drawn.name}
              drawn={drawn}
              status={statuses.get(drawn.name)}
              isChosen={drawn.name === chosen}
              onChoose={onChoose}
            />
          ))}
      </svg>
    </div>
  );
}

interface StateProps {
  readonly drawn: DrawnState;
  readonly status: string | undefined;
  readonly isChosen: boolean;
  readonly onChoose: (name: string) => void;
}

function State({ drawn, status = "idle", isChosen, onChoose }: StateProps) {
  const { name, state, x, y, width, height, isGroup } = drawn;
  const shown = name.length > 28 ? `${name.slice(0, 27)}…` : name;
  return (
    <g
      class={`state ${status}${isGroup ? " group" : ""}${isChosen ? " chosen" : ""}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-label={`${name}: ${status}`}
      onClick={() => onChoose(name)}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") onChoose(name);
      }}
    >
      <title>{state.Comment ?? name}</title>
      <rect width={width} height={height} rx="7" />
      <text class="kind" x={isGroup ? 12 : width / 2} y={isGroup ? 15 : 16} text-anchor={isGroup ? "start" : "middle"}>
        {state.Type}
      </text>
      <text class="name" x={isGroup ? 12 : width / 2} y={isGroup ? 31 : 33} text-anchor={isGroup ? "start" : "middle"}>
        {shown}
      </text>
    </g>
  );
}

/** The worst that is going on in a state: of many visits, the one that wants attention. */
const severity = ["succeeded", "caught", "aborted", "running", "failed"] as const;

function statusesOf(visits: readonly Visit[]): ReadonlyMap<string, Visit["status"]> {
  const statuses = new Map<string, Visit["status"]>();
  for (const { name, status } of visits) {
    const before = statuses.get(name);
    if (before === undefined || severity.indexOf(status) > severity.indexOf(before)) statuses.set(name, status);
  }
  return statuses;
}
