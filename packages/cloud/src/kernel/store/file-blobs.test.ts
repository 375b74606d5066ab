import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { seededIds } from "@millrace/core";
import { afterAll, describe, expect, it } from "vitest";
import { FileBlobs } from "./file-blobs.ts";
import { Storage } from "./storage.ts";

const root = mkdtempSync(join(tmpdir(), "millrace-blobs-"));
afterAll(() => rmSync(root, { recursive: true }));

let clouds = 0;

/** A folder with blobs, which `again` opens as a program that was started anew finds it. */
function opened() {
  const folder = join(root, String(clouds++));
  const storage = Storage.open(":memory:", "none");
  const ids = seededIds(folder);
  const again = () =>
    new FileBlobs({ folder, storage, ids, database: storage.database("blobs/test"), durability: "process" });
  return { folder, storage, again, blobs: again() };
}

async function* bytes(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}

// Files are removed by threads of Node's own: their work ends a few turns of the event loop later.
const until = async (isSo: () => boolean) => {
  for (let turns = 0; turns < 100_000 && !isSo(); turns++) await new Promise((resolve) => setImmediate(resolve));
  expect(isSo()).toBe(true);
};

describe("FileBlobs", () => {
  it("gives back what was written, whole or in part", async () => {
    const { blobs } = opened();

    const { id, bytes: count } = await blobs.write(bytes("hello ", "world"));

    expect(count).toBe(11);
    expect((await blobs.readAll(id)).toString()).toBe("hello world");
    expect((await buffer(blobs.read(id, { start: 4, end: 6 }))).toString()).toBe("o w");
  });

  it("keeps nothing of a body that breaks off", async () => {
    const { folder, blobs, again } = opened();
    async function* broken() {
      yield Buffer.from("half");
      throw new Error("gone");
    }

    await expect(blobs.write(broken())).rejects.toThrow("gone");

    expect(readdirSync(folder)).toEqual(["partial"]);
    expect(readdirSync(join(folder, "partial"))).toEqual([]);
    await again().sweep();
  });

  it("sweeps what nobody had kept when the program ended, and nothing else", async () => {
    const { folder, blobs, again } = opened();
    const kept = await blobs.write(bytes("kept"));
    blobs.keep(kept.id);
    const lost = await blobs.write(bytes("lost"));
    writeFileSync(join(folder, "partial", "half"), "written");

    await again().sweep();

    expect(existsSync(blobs.path(kept.id))).toBe(true);
    expect(existsSync(blobs.path(lost.id))).toBe(false);
    expect(readdirSync(join(folder, "partial"))).toEqual([]);
  });

  it("does not touch what is written while it sweeps", async () => {
    const { blobs, again } = opened();
    await blobs.write(bytes("lost"));
    const next = again();

    const swept = next.sweep();
    const young = await next.write(bytes("not kept yet"));
    await swept;

    expect((await next.readAll(young.id)).toString()).toBe("not kept yet");
  });

  it("knows a sweep's work without looking at what is kept", async () => {
    const { storage, blobs, again } = opened();
    for (let n = 0; n < 20; n++) blobs.keep((await blobs.write(bytes(String(n)))).id);

    await again().sweep();

    expect(storage.database("blobs/test").table("unowned").count()).toBe(0);
  });

  it("removes a deleted blob after the commit", async () => {
    const { storage, blobs } = opened();
    const { id } = await blobs.write(bytes("x"));
    blobs.keep(id);
    await storage.settled();

    blobs.delete(id);
    expect(existsSync(blobs.path(id))).toBe(true);

    await until(() => !existsSync(blobs.path(id)));
    await until(() => storage.database("blobs/test").table("unowned").count() === 0);
  });

  it("finishes a deletion that the end of the program cut short", async () => {
    const { storage, blobs, again } = opened();
    const { id } = await blobs.write(bytes("x"));
    blobs.keep(id);
    const letGo = blobs.hold([id]);
    blobs.delete(id);
    await storage.settled();
    blobs.stop();

    await again().sweep();

    expect(existsSync(blobs.path(id))).toBe(false);
    letGo();
  });

  it("lets those who hold a deleted blob read it to its end", async () => {
    const { storage, blobs } = opened();
    const { id } = await blobs.write(bytes("still here"));
    blobs.keep(id);
    const [one, other] = [blobs.hold([id]), blobs.hold([id])];

    blobs.delete(id);
    await storage.settled();
    one();

    expect((await blobs.readAll(id)).toString()).toBe("still here");
    other();
    await until(() => !existsSync(blobs.path(id)));
  });
});
