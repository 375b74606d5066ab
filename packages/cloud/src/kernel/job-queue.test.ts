import { frozenClock, MovableClock, seededIds, silentLog } from "@millrace/core";
import { describe, expect, it } from "vitest";
import type { JobOutcome } from "./job-handler.ts";
import { JobQueue } from "./job-queue.ts";
import type { Call } from "./operation.ts";
import { Storage } from "./store/storage.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const turns = async () => {
  for (let n = 0; n < 10; n++) await turn();
};

const noting =
  (seen: unknown[]) =>
  async (payload: unknown): Promise<JobOutcome> => {
    seen.push(payload);
    return "done";
  };

interface Setup {
  readonly storage?: Storage;
  readonly clock?: MovableClock;
  readonly laneConcurrencyMax?: number;
  readonly run: (payload: unknown, attempts: number) => Promise<JobOutcome>;
}

function queue({
  storage = Storage.open(":memory:", "none"),
  clock = new MovableClock(frozenClock(0)),
  ...setup
}: Setup) {
  const jobs = new JobQueue<undefined>({
    storage,
    clock,
    database: storage.database("s"),
    scope: { account: "000000000000", region: "eu-west-1" },
    ids: seededIds("jobs"),
    log: silentLog,
    newCall: () => ({}) as Call<undefined>,
    handlers: {
      work: {
        laneConcurrencyMax: setup.laneConcurrencyMax ?? 8,
        run: (_call, job) => setup.run(job.payload, job.attempts),
      },
    },
  });
  return { jobs, storage, clock };
}

describe("JobQueue", () => {
  it("runs a job after the transaction that added it is committed", async () => {
    const seen: unknown[] = [];
    const { jobs } = queue({ run: noting(seen) });

    jobs.add("work", { file: "a" });
    expect(seen).toEqual([]);
    await turns();

    expect(seen).toEqual([{ file: "a" }]);
  });

  it("waits until a delayed job is due", async () => {
    const seen: unknown[] = [];
    const { jobs, clock } = queue({ run: noting(seen) });
    jobs.add("work", 1, { delayMs: 5_000 });
    await turns();
    expect(seen).toEqual([]);

    clock.advance(5_000);
    await turns();

    expect(seen).toEqual([1]);
  });

  it("runs no more of a lane at a time than its limit, and other lanes beside it", async () => {
    let most = 0;
    const running = new Map<unknown, () => void>();
    const run = (payload: unknown) =>
      new Promise<JobOutcome>((resolve) => {
        running.set(payload, () => resolve("done"));
        most = Math.max(most, running.size);
      });
    const { jobs } = queue({ laneConcurrencyMax: 2, run });

    for (const n of [1, 2, 3]) jobs.add("work", `a${n}`, { lane: "a" });
    jobs.add("work", "b1", { lane: "b" });
    await turns();

    expect([...running.keys()]).toEqual(["a1", "a2", "b1"]);
    running.get("a1")?.();
    await turns();
    expect([...running.keys()]).toContain("a3");
  });

  it("runs a job again as often as it asks to, with its new payload and the count of attempts", async () => {
    const seen: unknown[] = [];
    const run = async (payload: unknown, attempts: number): Promise<JobOutcome> => {
      seen.push([payload, attempts]);
      return attempts === 2 ? "done" : { retry: { delayMs: 10, payload: `after ${attempts}` } };
    };
    const { jobs, clock, storage } = queue({ run });
    jobs.add("work", "first");
    for (let n = 0; n < 4; n++) {
      await turns();
      clock.advance(10);
    }

    expect(seen).toEqual([
      ["first", 0],
      ["after 0", 1],
      ["after 1", 2],
    ]);
    expect(storage.database("s").table("jobs").count()).toBe(0);
  });

  it("backs off and tries again when a handler throws", async () => {
    let calls = 0;
    const run = async (): Promise<JobOutcome> => {
      if (++calls === 1) throw new Error("not yet");
      return "done";
    };
    const { jobs, clock } = queue({ run });
    jobs.add("work", 1);
    await turns();
    expect(calls).toBe(1);

    clock.advance(1_000);
    await turns();

    expect(calls).toBe(2);
  });

  it("takes up after a crash what was not done, in every lane", async () => {
    const storage = Storage.open(":memory:", "none");
    const crashed = queue({ storage, run: () => new Promise(() => undefined) });
    crashed.jobs.add("work", "x", { lane: "one" });
    crashed.jobs.add("work", "y", { lane: "two" });
    await turns();
    crashed.jobs.stop();

    const seen: unknown[] = [];
    queue({ storage, run: noting(seen) }).jobs.resume();
    await turns();

    expect(seen).toEqual(["x", "y"]);
  });
});
