import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wallClock } from "@millrace/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderWatch } from "./folder-watch.ts";

const bytesMax = 64 * 1024;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "millrace-watch-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A watch, and what resolves when it says that there is too much. */
function watching() {
  let watch: FolderWatch | undefined;
  const exceeded = new Promise<true>((resolve) => {
    watch = new FolderWatch(wallClock, { folder, bytesMax }, () => resolve(true));
  });
  return { watch, exceeded };
}

const write = (name: string, kibibytes: number) => writeFileSync(join(folder, name), Buffer.alloc(kibibytes * 1024, 1));

const afterMs = (ms: number) => new Promise<false>((resolve) => wallClock.after(ms, () => resolve(false)));

describe("a watched folder", () => {
  it("is told of when all that is in it is too much", async () => {
    const { watch, exceeded } = watching();
    mkdirSync(join(folder, "below"));
    write("one", 40);
    write("below/two", 40);

    watch?.start();

    expect(await Promise.race([exceeded, afterMs(5_000)])).toBe(true);
  });

  it("is looked at when the watch ends, for what was written in a moment", async () => {
    const { watch, exceeded } = watching();
    watch?.start();
    write("one", 80);

    watch?.stop();

    expect(await Promise.race([exceeded, afterMs(5_000)])).toBe(true);
  });

  it("is left alone as long as it holds no more than it may", async () => {
    const { watch, exceeded } = watching();
    write("one", 40);

    watch?.start();
    const isExceeded = await Promise.race([exceeded, afterMs(600)]);
    watch?.stop();

    expect(isExceeded).toBe(false);
  });
});
