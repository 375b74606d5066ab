import type { Point } from "./layered.ts";

/** A smooth line through points. `isAcross`: it runs from left to right rather than from top to bottom. */
export function curve(points: readonly Point[], isAcross = false): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let before = first;
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (const point of rest) {
    const [middleX, middleY] = [(before.x + point.x) / 2, (before.y + point.y) / 2];
    path += isAcross
      ? `C${round(middleX)} ${round(before.y)} ${round(middleX)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
      : `C${round(before.x)} ${round(middleY)} ${round(point.x)} ${round(middleY)} ${round(point.x)} ${round(point.y)}`;
    before = point;
  }
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;

export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** The same route, from the edge of the first box to the edge of the last, along the way that it runs. */
export function betweenEdges(route: readonly Point[], from: Area, to: Area, isAcross = false): Point[] {
  const [first, last] = [route[0], route.at(-1)];
  if (first === undefined || last === undefined) return [];
  const start = isAcross ? first.x <= last.x : first.y <= last.y;
  return [edgeOf(from, start, isAcross), ...route.slice(1, -1), edgeOf(to, !start, isAcross)];
}

function edgeOf(area: Area, isFar: boolean, isAcross: boolean): Point {
  if (isAcross) return { x: isFar ? area.x + area.width : area.x, y: area.y + area.height / 2 };
  return { x: area.x + area.width / 2, y: isFar ? area.y + area.height : area.y };
}
