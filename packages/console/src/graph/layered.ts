/** A box to be placed. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  /** Upper left corners. */
  readonly at: ReadonlyMap<string, Point>;
  /** Of each link, in the order given: where it bends, from the middle of one box to the middle of the other. */
  readonly routes: readonly (readonly Point[])[];
}

interface Spot extends Omit<Box, "height"> {
  height: number;
  /** A place that a long link passes through. */
  readonly isBend: boolean;
  rank: number;
  x: number;
  y: number;
}

const gapAcross = 28;
const gapAlong = 44;
const bendWidth = 12;
const sweeps = 6;

/**
 * Places boxes in layers, every link pointing down where that is possible, with few crossings: the method of Sugiyama.
 * @see https://en.wikipedia.org/wiki/Layered_graph_drawing
 */
export function placeInLayers(boxes: readonly Box[], links: readonly Link[]): Placed {
  const known = new Set(boxes.map(({ id }) => id));
  const forward = withoutCycles(
    boxes,
    links.filter(({ from, to }) => known.has(from) && known.has(to)),
  );
  const ranks = rank(boxes, [...forward.values()]);
  const spots = new Map<string, Spot>(
    boxes.map((box) => [box.id, { ...box, isBend: false, rank: ranks.get(box.id) ?? 0, x: 0, y: 0 }]),
  );
  const chains = new Map([...forward].map(([link, turned]) => [link, chainOf(turned, spots)]));
  const layers = layersOf(spots);
  const neighbours = neighboursOf([...chains.values()]);
  order(layers, neighbours);
  const size = position(layers, neighbours);
  return {
    ...size,
    at: new Map(boxes.flatMap(({ id }) => at(spots, id, ({ x, y }) => [id, { x, y }] as const))),
    routes: links.map((link) => routeOf(link, forward.get(link), chains.get(link) ?? [], spots)),
  };
}

/** Every link pointing away from where one begins: those that lead back are turned. */
function withoutCycles(boxes: readonly Box[], links: readonly Link[]): Map<Link, Link> {
  const out = new Map<string, Link[]>();
  for (const link of links) out.set(link.from, [...(out.get(link.from) ?? []), link]);
  const turned = new Map<Link, Link>();
  const state = new Map<string, "open" | "done">();
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const link of out.get(id) ?? []) {
      const isBack = state.get(link.to) === "open";
      turned.set(link, isBack ? { from: link.to, to: link.from } : link);
      if (state.get(link.to) === undefined) visit(link.to);
    }
    state.set(id, "done");
  };
  for (const { id } of boxes) if (state.get(id) === undefined) visit(id);
  return turned;
}

function rank(boxes: readonly Box[], links: readonly Link[]): Map<string, number> {
  const ranks = new Map(boxes.map(({ id }) => [id, 0]));
  // The longest way has at most as many steps as there are boxes.
  for (let round = 0, hasMoved = true; hasMoved && round <= boxes.length; round++) {
    hasMoved = false;
    for (const { from, to } of links) {
      const wanted = (ranks.get(from) ?? 0) + 1;
      if (from === to || (ranks.get(to) ?? 0) >= wanted) continue;
      ranks.set(to, wanted);
      hasMoved = true;
    }
  }
  return ranks;
}

/** The spots a link passes, one per layer. */
function chainOf({ from, to }: Link, spots: Map<string, Spot>): string[] {
  const [start, end] = [spots.get(from)?.rank ?? 0, spots.get(to)?.rank ?? 0];
  const chain = [from];
  for (let between = start + 1; between < end; between++) {
    const id = `${from}\n${to}\n${between}\n${spots.size}`;
    spots.set(id, { id, width: bendWidth, height: 0, isBend: true, rank: between, x: 0, y: 0 });
    chain.push(id);
  }
  return [...chain, to];
}

function layersOf(spots: ReadonlyMap<string, Spot>): Spot[][] {
  const layers: Spot[][] = [];
  for (const spot of spots.values()) {
    layers[spot.rank] ??= [];
    layers[spot.rank]?.push(spot);
  }
  return layers.filter((layer) => layer !== undefined);
}

type Neighbours = ReadonlyMap<string, { readonly above: readonly string[]; readonly below: readonly string[] }>;

function neighboursOf(chains: readonly (readonly string[])[]): Neighbours {
  const found = new Map<string, { above: string[]; below: string[] }>();
  const of = (id: string): { above: string[]; below: string[] } => {
    const known = found.get(id) ?? { above: [], below: [] };
    found.set(id, known);
    return known;
  };
  for (const chain of chains) {
    for (let step = 1; step < chain.length; step++) {
      const [upper = "", lower = ""] = [chain[step - 1], chain[step]];
      if (upper === lower) continue;
      of(upper).below.push(lower);
      of(lower).above.push(upper);
    }
  }
  return found;
}

/** Each spot goes where its neighbours are in the middle, layer by layer, down and up again. */
function order(layers: Spot[][], neighbours: Neighbours): void {
  const place = new Map<string, number>();
  const number = (layer: readonly Spot[]): void => {
    for (const [index, { id }] of layer.entries()) place.set(id, index);
  };
  layers.forEach(number);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const side = sweep % 2 === 0 ? "above" : "below";
    for (const layer of side === "above" ? layers : [...layers].reverse()) {
      const middle = new Map(
        layer.map(({ id }, index) => {
          const next = neighbours.get(id)?.[side] ?? [];
          return [id, next.length === 0 ? index : mean(next.map((other) => place.get(other) ?? 0))];
        }),
      );
      layer.sort((a, b) => (middle.get(a.id) ?? 0) - (middle.get(b.id) ?? 0));
      number(layer);
    }
  }
}

function position(layers: readonly Spot[][], neighbours: Neighbours): { width: number; height: number } {
  let y = 0;
  const spots = new Map(layers.flat().map((spot) => [spot.id, spot]));
  for (const layer of layers) {
    const height = Math.max(...layer.map((spot) => spot.height));
    let x = 0;
    for (const spot of layer) {
      spot.x = x;
      // A long link passes its layer straight, so that it does not cut across the boxes beside it.
      if (spot.isBend) spot.height = height;
      spot.y = y + (height - spot.height) / 2;
      x += spot.width + gapAcross;
    }
    y += height + gapAlong;
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const layer of sweep % 2 === 0 ? layers : [...layers].reverse()) straighten(layer, spots, neighbours);
  }
  const all = [...spots.values()];
  const left = Math.min(0, ...all.map(({ x }) => x));
  for (const spot of all) spot.x -= left;
  return { width: Math.max(0, ...all.map((spot) => spot.x + spot.width)), height: Math.max(0, y - gapAlong) };
}

/** Moves the spots of a layer towards the middle of their neighbours, as far as there is room. */
function straighten(layer: readonly Spot[], spots: ReadonlyMap<string, Spot>, neighbours: Neighbours): void {
  const wanted = layer.map((spot) => {
    const { above = [], below = [] } = neighbours.get(spot.id) ?? {};
    const middles = [...above, ...below].flatMap((id) => at(spots, id, ({ x, width }) => x + width / 2));
    return middles.length === 0 ? spot.x : mean(middles) - spot.width / 2;
  });
  // From the left as far as wanted, from the right no farther; between both there is no overlap.
  const fromLeft: number[] = [];
  for (const [index, spot] of layer.entries()) {
    const before = layer[index - 1];
    const least =
      before === undefined ? Number.NEGATIVE_INFINITY : (fromLeft[index - 1] ?? 0) + before.width + gapAcross;
    fromLeft.push(Math.max(wanted[index] ?? spot.x, least));
  }
  const fromRight: number[] = [];
  for (let index = layer.length - 1; index >= 0; index--) {
    const spot = layer[index];
    const next = fromRight[index + 1];
    const most = next === undefined || spot === undefined ? Number.POSITIVE_INFINITY : next - spot.width - gapAcross;
    fromRight[index] = Math.min(wanted[index] ?? 0, most);
  }
  for (const [index, spot] of layer.entries()) spot.x = ((fromLeft[index] ?? 0) + (fromRight[index] ?? 0)) / 2;
}

function routeOf(
  link: Link,
  turned: Link | undefined,
  chain: readonly string[],
  spots: ReadonlyMap<string, Spot>,
): Point[] {
  const points = chain.flatMap((id) => at(spots, id, pointsOf).flat());
  return turned === undefined || turned === link ? points : points.reverse();
}

function pointsOf({ x, y, width, height, isBend }: Spot): Point[] {
  const middle = x + width / 2;
  if (!isBend) return [{ x: middle, y: y + height / 2 }];
  return [
    { x: middle, y },
    { x: middle, y: y + height },
  ];
}

function at<Result>(spots: ReadonlyMap<string, Spot>, id: string, of: (spot: Spot) => Result): Result[] {
  const spot = spots.get(id);
  return spot === undefined ? [] : [of(spot)];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
