import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Storage, StorageInUse } from "./storage.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-storage-"));
afterAll(() => rmSync(folder, { recursive: true }));

const key = (text: string) => Buffer.from(text);

describe("Storage", () => {
  it("keeps what was written when it is opened again", async () => {
    const file = join(folder, "again.db");
    const first = Storage.open(file, "process");
    first.database("s").table("t").put(key("a"), "1");
    await first.close();

    const second = Storage.open(file, "process");

    expect(second.database("s").table("t").get(key("a"))).toBe("1");
    await second.close();
  });

  it("is settled when nothing was written, and settles after the turn when something was", async () => {
    const storage = Storage.open(":memory:", "none");
    const order: string[] = [];

    expect(storage.settled()).toBeUndefined();
    storage.database("s").table("t").put(key("a"), "1");
    storage.afterCommit(() => order.push("after commit"));
    expect(order).toEqual([]);
    await storage.settled();
    await Promise.resolve();

    expect(storage.settled()).toBeUndefined();
    expect(order).toEqual(["after commit"]);
  });

  it("writes what is left for the end of the turn in the same transaction", async () => {
    const storage = Storage.open(":memory:", "none");
    const database = storage.database("s");
    const table = database.table("t");
    const order: string[] = [];

    database.beforeCommit(() => {
      order.push("before commit");
      table.put(key("sum"), "2");
    });
    storage.afterCommit(() => order.push(`after commit: ${table.get(key("sum"))}`));
    await storage.settled();
    await Promise.resolve();

    expect(order).toEqual(["before commit", "after commit: 2"]);
  });

  it("refuses a folder that another cloud has open", async () => {
    const file = join(folder, "busy.db");
    const first = Storage.open(file, "process");
    first.database("s").table("t").put(key("a"), "1");
    await first.settled();

    expect(() => Storage.open(file, "process")).toThrow(StorageInUse);
    await first.close();
  });

  it("keeps the tables of two databases apart", () => {
    const storage = Storage.open(":memory:", "none");
    storage.database("one").table("t").put(key("a"), "1");

    expect(storage.database("two").table("t").get(key("a"))).toBeUndefined();
  });
});

describe("Table", () => {
  const filled = () => {
    const table = Storage.open(":memory:", "none").database("s").table('odd "name"');
    for (let n = 0; n < 300; n++) table.put(key(String(n).padStart(3, "0")), `v${n}`);
    return table;
  };
  const keysOf = (entries: Iterable<{ key: Buffer }>) => [...entries].map((entry) => entry.key.toString());

  it("walks a range in key order over several pages", () => {
    const keys = keysOf(filled().range());

    expect(keys).toHaveLength(300);
    expect(keys.at(0)).toBe("000");
    expect(keys.every((key, at) => Number(key) === at)).toBe(true);
  });

  it("respects each bound", () => {
    const table = filled();

    expect(keysOf(table.range({ from: key("001"), before: key("004") }))).toEqual(["001", "002", "003"]);
    expect(keysOf(table.range({ after: key("001"), to: key("004") }))).toEqual(["002", "003", "004"]);
    expect(keysOf(table.range({ before: key("010"), reverse: true, limit: 2 }))).toEqual(["009", "008"]);
    expect(keysOf(table.range({ from: key("100"), reverse: true }))).toHaveLength(200);
  });

  it("may be written to while it is walked", () => {
    const table = filled();
    for (const entry of table.range()) table.delete(entry.key);

    expect(table.count()).toBe(0);
  });

  it("answers the values of a range alone", () => {
    const values = [...filled().values({ after: key("003"), reverse: true })];

    expect(values).toHaveLength(296);
    expect([values.at(0), values.at(-1)]).toEqual(["v299", "v4"]);
    expect([...filled().values({ limit: 128 })].at(-1)).toBe("v127");
  });

  it("may lose the values that are walked", () => {
    const table = filled();
    let walked = 0;
    for (const value of table.values()) {
      table.delete(key(value.slice(1).padStart(3, "0")));
      walked++;
    }

    expect(walked).toBe(300);
  });

  it("is empty after a drop, and can be filled again", () => {
    const table = filled();
    table.drop();

    expect(table.get(key("001"))).toBeUndefined();
    table.put(key("001"), "new");
    expect(table.count()).toBe(1);
  });
});
