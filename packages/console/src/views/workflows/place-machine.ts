import { betweenEdges } from "../../graph/curve.ts";
import { type Placed, type Point, placeInLayers } from "../../graph/layered.ts";
import { innerMachines, type Machine, type StateDefinition, type Transition, transitionsOf } from "./definition.ts";

export interface DrawnState {
  readonly name: string;
  readonly state: StateDefinition;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** It holds other states. */
  readonly isGroup: boolean;
}

export interface DrawnTransition {
  readonly kind: Transition["kind"] | "start";
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Groups before what is in them. */
  readonly states: readonly DrawnState[];
  readonly transitions: readonly DrawnTransition[];
}

const letterWidth = 7.2;
const widthMin = 110;
const widthMax = 230;
const stateHeight = 44;
const groupHead = 40;
const groupPad = 14;
const gap = 24;

/** Places the states of a machine; what is inside a Map or Parallel is placed first, and its state is as large as needed. */
export function placeMachine(machine: Machine): Drawing {
  const inner = new Map(
    Object.entries(machine.States).map(([name, state]) => [name, innerMachines(state).map(placeMachine)]),
  );
  const boxes = Object.entries(machine.States).map(([name, state]) => ({
    id: name,
    ...sizeOf(name, state, inner.get(name) ?? []),
  }));
  const sizes = new Map(boxes.map((box) => [box.id, box]));
  // What the machine starts with comes first, so that loops lead back to it and not away from it.
  boxes.sort((a, b) => Number(b.id === machine.StartAt) - Number(a.id === machine.StartAt));
  const transitions = transitionsOf(machine);
  const placed = placeInLayers(boxes, transitions);
  const areaOf = (name: string) => ({ ...at(placed, name), ...(sizes.get(name) ?? { width: 0, height: 0 }) });
  const states: DrawnState[] = [];
  const drawn: DrawnTransition[] = transitions.map((transition, index) => ({
    ...transition,
    points: betweenEdges(placed.routes[index] ?? [], areaOf(transition.from), areaOf(transition.to)),
  }));
  for (const [name, state] of Object.entries(machine.States)) {
    const area = areaOf(name);
    const parts = inner.get(name) ?? [];
    states.push({
      name,
      state,
      isGroup: parts.length > 0,
      x: area.x,
      y: area.y,
      width: area.width,
      height: area.height,
    });
    let x = area.x + (area.width - widthOf(parts)) / 2;
    for (const part of parts) {
      const shift = { x, y: area.y + groupHead };
      states.push(...part.states.map((one) => ({ ...one, x: one.x + shift.x, y: one.y + shift.y })));
      drawn.push(
        ...part.transitions.map((one) => ({ ...one, points: one.points.map((point) => moved(point, shift)) })),
      );
      x += part.width + gap;
    }
  }
  return { width: placed.width, height: placed.height, states, transitions: drawn };
}

function sizeOf(name: string, _: StateDefinition, parts: readonly Drawing[]): { width: number; height: number } {
  const own = Math.min(widthMax, Math.max(widthMin, name.length * letterWidth + 28));
  if (parts.length === 0) return { width: own, height: stateHeight };
  return {
    width: Math.max(own, widthOf(parts) + 2 * groupPad),
    height: groupHead + Math.max(...parts.map(({ height }) => height)) + groupPad,
  };
}

const widthOf = (parts: readonly Drawing[]): number =>
  parts.reduce((sum, { width }) => sum + width, 0) + gap * Math.max(0, parts.length - 1);

const at = ({ at: places }: Placed, name: string): Point => places.get(name) ?? { x: 0, y: 0 };
const moved = (point: Point, by: Point): Point => ({ x: point.x + by.x, y: point.y + by.y });
