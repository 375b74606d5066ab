import { frozenClock, MovableClock } from "@millrace/core";
import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

describe("Pace", () => {
  it("gives turns no faster than a destination takes calls, in their order", async () => {
    const clock = new MovableClock(frozenClock(0));
    const pace = new Pace(clock);
    const gone: number[] = [];
    const turns = [1, 2, 3].map(async (number) => {
      await pace.turn("d", 2);
      gone.push(number);
    });

    await turns[0];
    expect(gone).toEqual([1]);
    clock.advance(499);
    await Promise.resolve();
    expect(gone).toEqual([1]);
    clock.advance(1);
    await turns[1];
    expect(gone).toEqual([1, 2]);
    clock.advance(500);
    await Promise.all(turns);
    expect(gone).toEqual([1, 2, 3]);
  });

  it("holds one destination back for itself only", async () => {
    const pace = new Pace(new MovableClock(frozenClock(0)));
    await pace.turn("slow", 1);

    await expect(pace.turn("other", 1)).resolves.toBeUndefined();
  });
});
