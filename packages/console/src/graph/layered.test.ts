import { describe, expect, it } from "vitest";
import { placeInLayers } from "./layered.ts";

const box = (id: string, width = 100, height = 40) => ({ id, width, height });

describe("a layered graph", () => {
  it("points every link down", () => {
    const links = [
      { from: "a", to: "b" },
      { from: "a", to: "c" },
      { from: "b", to: "d" },
      { from: "c", to: "d" },
      { from: "a", to: "d" },
    ];

    const { at } = placeInLayers(
      ["a", "b", "c", "d"].map((id) => box(id)),
      links,
    );

    for (const { from, to } of links) expect(at.get(from)?.y).toBeLessThan(at.get(to)?.y ?? 0);
  });

  it("lets no boxes overlap", () => {
    const boxes = Array.from({ length: 30 }, (_, index) => box(`n${index}`, 60 + (index % 5) * 30));
    const links = boxes.slice(1).map(({ id }, index) => ({ from: `n${Math.floor(index / 3)}`, to: id }));

    const { at } = placeInLayers(boxes, links);

    for (const one of boxes) {
      for (const other of boxes) {
        const [a, b] = [at.get(one.id), at.get(other.id)];
        if (one === other || a?.y !== b?.y) continue;
        expect((a?.x ?? 0) + one.width <= (b?.x ?? 0) || (b?.x ?? 0) + other.width <= (a?.x ?? 0)).toBe(true);
      }
    }
  });

  it("ends where links go around in circles", () => {
    const { at, routes } = placeInLayers(
      [box("a"), box("b")],
      [
        { from: "a", to: "b" },
        { from: "b", to: "a" },
        { from: "b", to: "b" },
      ],
    );

    expect(at.get("a")?.y).toBeLessThan(at.get("b")?.y ?? 0);
    expect(routes[1]?.at(0)?.y).toBeGreaterThan(routes[1]?.at(-1)?.y ?? 0);
  });

  it("bends a long link around what stands between", () => {
    const { routes } = placeInLayers(
      [box("a"), box("b"), box("c")],
      [
        { from: "a", to: "b" },
        { from: "b", to: "c" },
        { from: "a", to: "c" },
      ],
    );

    expect(routes[2]).toHaveLength(4);
    expect(Math.abs((routes[2]?.[1]?.x ?? 0) - (routes[0]?.[1]?.x ?? 0))).toBeGreaterThan(50);
  });

  it("is empty where there is nothing", () => {
    expect(placeInLayers([], [])).toEqual({ width: 0, height: 0, at: new Map(), routes: [] });
  });
});
