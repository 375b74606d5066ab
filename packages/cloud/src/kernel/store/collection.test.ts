import { describe, expect, it } from "vitest";
import { Collection } from "./collection.ts";
import { Storage } from "./storage.ts";

const filled = () => {
  const collection = new Collection<string>(Storage.open(":memory:", "none").database("s"), "c");
  for (const [bucket, key] of [
    ["a", "x"],
    ["a", "xy"],
    ["a", "z"],
    ["ab", "x"],
  ] as const) {
    collection.put([bucket, key], `${bucket}/${key}`);
  }
  return collection;
};

describe("Collection", () => {
  it("lists only what stands under a prefix of parts", () =>
    expect([...filled().list({ under: "a" })]).toEqual(["a/x", "a/xy", "a/z"]));

  it("lists only what starts with a text", () =>
    expect([...filled().list({ under: "a", startingWith: "x" })]).toEqual(["a/x", "a/xy"]));

  it("goes on after a key, in both directions", () => {
    const collection = filled();

    expect([...collection.list({ under: "a", after: ["a", "x"] })]).toEqual(["a/xy", "a/z"]);
    expect([...collection.list({ under: "a", after: ["a", "xy"], reverse: true })]).toEqual(["a/x"]);
  });

  it("starts at its prefix when told to go on after a key before it", () =>
    expect([...filled().list({ under: "ab", after: ["a", "z"] })]).toEqual(["ab/x"]));

  it("forgets what is deleted", () => {
    const collection = filled();

    expect(collection.delete(["a", "x"])).toBe(true);
    expect(collection.delete(["a", "x"])).toBe(false);
    expect(collection.get(["a", "x"])).toBeUndefined();
  });
});
