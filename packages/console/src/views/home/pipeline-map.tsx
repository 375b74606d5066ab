import { betweenEdges, curve } from "../../graph/curve.ts";
import { type Link, type Placed, placeInLayers } from "../../graph/layered.ts";
import { useWidth } from "../../parts/use-width.ts";
import { PartList } from "./part-list.tsx";
import { addressOf, type MapPart } from "./parts.ts";
import type { PipelineMapProps } from "./pipeline-map-props.ts";
import type { Vitals } from "./vitals.ts";

const boxWidth = 176;
const boxHeight = 58;
const margin = 8;
/** Narrower than this the map is a list. */
const acrossMin = 720;

/** What leads to what, drawn; each part is a link to its own view. */
export function PipelineMap({ prefix, parts, links, vitals }: PipelineMapProps) {
  const [frame, across] = useWidth<HTMLElement>(innerWidth);
  if (across <= acrossMin) {
    return (
      <section class="map" aria-label="Map" ref={frame}>
        <PartList prefix={prefix} parts={parts} links={links} vitals={vitals} />
      </section>
    );
  }
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const drawn = parts.filter(({ id }) => linked.has(id));
  const placed = placeAcross(drawn, links);
  const [width, height] = [placed.width + 2 * margin, placed.height + 2 * margin];
  return (
    <section class="map" aria-label="Map" ref={frame}>
      <svg width={width} height={height} viewBox={`${-margin} ${-margin} ${width} ${height}`}>
        <title>Map</title>
        <Arrow />
        {links.map((link, index) => (
          <path
            key={`${link.from} ${link.to}`}
            class={`edge ${vitals.get(link.to)?.tone ?? "dim"}`}
            d={curve(
              betweenEdges(placed.routes[index] ?? [], area(placed, link.from), area(placed, link.to), true),
              true,
            )}
            marker-end="url(#arrow)"
          />
        ))}
        {drawn.map((part) => (
          <Part key={part.id} prefix={prefix} part={part} vitals={vitals.get(part.id)} at={area(placed, part.id)} />
        ))}
      </svg>
      <Loose parts={parts.filter(({ id }) => !linked.has(id))} vitals={vitals} />
    </section>
  );
}

/** From left to right is from top to bottom, turned. */
function placeAcross(parts: readonly MapPart[], links: readonly Link[]): Placed {
  const placed = placeInLayers(
    parts.map(({ id }) => ({ id, width: boxHeight, height: boxWidth })),
    links,
  );
  const turn = ({ x, y }: { x: number; y: number }) => ({ x: y, y: x });
  return {
    width: placed.height,
    height: placed.width,
    at: new Map([...placed.at].map(([id, point]) => [id, turn(point)])),
    routes: placed.routes.map((route) => route.map(turn)),
  };
}

const area = ({ at }: Placed, id: string) => ({
  ...(at.get(id) ?? { x: 0, y: 0 }),
  width: boxWidth,
  height: boxHeight,
});

function Part({
  prefix,
  part,
  vitals,
  at,
}: {
  readonly prefix: string;
  readonly part: MapPart;
  readonly vitals: Vitals | undefined;
  readonly at: { readonly x: number; readonly y: number };
}) {
  const content = (
    <g transform={`translate(${at.x} ${at.y})`} class={`node ${vitals?.tone ?? "dim"}`}>
      <title>{part.physicalId}</title>
      <rect width={boxWidth} height={boxHeight} rx="8" />
      <rect class="stripe" width="4" height={boxHeight} rx="2" />
      <text class="kind" x="14" y="17">
        {part.kind.word}
      </text>
      <text class="name" x="14" y="34">
        {shortened(part.name, prefix)}
      </text>
      <text class="vitals" x="14" y="50">
        {vitals?.text ?? ""}
      </text>
    </g>
  );
  return part.kind.view.length === 0 ? content : <a href={addressOf(part)}>{content}</a>;
}

const lettersMax = 20;

/** What all parts' names begin with gives way first, then the middle. */
function shortened(name: string, prefix: string): string {
  if (name.length <= lettersMax) return name;
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const half = Math.floor(lettersMax / 2);
  return rest.length <= lettersMax ? rest : `${rest.slice(0, half)}…${rest.slice(1 - half)}`;
}

const Arrow = () => (
  <defs>
    <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
      <path d="M0 0L8 4L0 8z" class="arrow" />
    </marker>
  </defs>
);

const Loose = ({ parts, vitals }: Omit<PipelineMapProps, "links" | "prefix">) =>
  parts.length === 0 ? null : (
    <ul class="loose">
      {parts.map((part) => (
        <li key={part.id}>
          <span class="dim">{part.kind.word}</span>{" "}
          {part.kind.view.length === 0 ? part.name : <a href={addressOf(part)}>{part.name}</a>}{" "}
          <span class="dim">{vitals.get(part.id)?.text}</span>
        </li>
      ))}
    </ul>
  );
