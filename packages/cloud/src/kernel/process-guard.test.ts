import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { ProcessGuard } from "./process-guard.ts";

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A process group that would run for minutes. */
function sleeper(): { readonly group: number; readonly ended: Promise<unknown[]>; readonly child: ChildProcess } {
  const child = spawn("/bin/sh", ["-c", "trap '' TERM; sleep 300"], { detached: true, stdio: "ignore" });
  started.push(child);
  return { group: child.pid ?? 0, ended: once(child, "exit"), child };
}

describe("ProcessGuard", () => {
  it("kills what it watches when the cloud is gone, with everything that was started from there", async () => {
    const guard = new ProcessGuard();
    const [first, second] = [sleeper(), sleeper()];
    guard.watch(first.group);
    guard.watch(second.group);

    guard.stop();

    expect(await Promise.all([first.ended, second.ended])).toEqual([
      [null, "SIGKILL"],
      [null, "SIGKILL"],
    ]);
  });

  it("leaves alone what was released, wherever it stood in the list", async () => {
    const guard = new ProcessGuard();
    const [first, released, last] = [sleeper(), sleeper(), sleeper()];
    for (const { group } of [first, released, last]) guard.watch(group);

    guard.release(released.group);
    guard.stop();
    await Promise.all([first.ended, last.ended]);

    expect(released.child.exitCode ?? released.child.signalCode).toBeNull();
  });

  it("starts nothing while there is nothing to watch", () => {
    const guard = new ProcessGuard();

    expect(() => {
      guard.release(1);
      guard.stop();
      guard.watch(1);
    }).not.toThrow();
  });
});
