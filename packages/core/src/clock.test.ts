import { describe, expect, it } from "vitest";
import { frozenClock, MovableClock, sleep, wallClock } from "./clock.ts";

const movable = () => new MovableClock(frozenClock(1_000));

describe("MovableClock", () => {
  it("stands where its base stands until it is moved", () => {
    const clock = movable();
    clock.advance(500);

    expect(clock.now()).toBe(1_500);
  });

  it("runs what comes due in order of time, each at its own time", () => {
    const clock = movable();
    const seen: [string, number][] = [];
    clock.after(30, () => seen.push(["late", clock.now()]));
    clock.after(10, () => {
      seen.push(["early", clock.now()]);
      clock.after(5, () => seen.push(["born on the way", clock.now()]));
    });

    clock.advance(29);
    expect(seen).toEqual([
      ["early", 1_010],
      ["born on the way", 1_015],
    ]);
    clock.advance(1);
    expect(seen).toHaveLength(3);
  });

  it("does not run what was cancelled", () => {
    const clock = movable();
    let ran = false;
    clock.after(10, () => (ran = true)).cancel();

    clock.advance(100);

    expect(ran).toBe(false);
  });

  it("refuses to go back", () => expect(() => movable().advance(-1)).toThrow("Cannot move the clock by -1 ms"));

  it("follows real time when nobody moves it", async () => {
    const clock = new MovableClock(wallClock);

    await sleep(clock, 1);

    expect(clock.now()).toBeGreaterThan(1_700_000_000_000);
  });
});

describe("sleep", () => {
  it("ends at once when its signal is aborted", async () => {
    const controller = new AbortController();
    const slept = sleep(movable(), 10, controller.signal);
    controller.abort(new Error("stopped"));

    await expect(slept).rejects.toThrow("stopped");
  });
});
