import { describe, expect, it } from "vitest";
import { executionOf, fileOf, filesOf } from "./event.ts";

const record = (object: object, eventName = "ObjectCreated:Put") => ({
  eventName,
  eventTime: "2026-11-21T10:00:00.123Z",
  s3: { bucket: { name: "b" }, object },
});

describe("filesOf", () => {
  it("reads the object of each record and decodes its key", () => {
    const object = { key: "in/a+b%2Bc%C3%A9.csv", size: 7, eTag: "e1", versionId: "v1", sequencer: "0a1" };

    expect(filesOf({ Records: [record(object)] })).toEqual([
      {
        bucket: "b",
        key: "in/a b+cé.csv",
        size: 7,
        eTag: "e1",
        versionId: "v1",
        arrivedAt: Date.parse("2026-11-21T10:00:00.123Z"),
        sequencer: "000000000000000000000000000000A1".padStart(32, "0"),
      },
    ]);
  });

  it("makes sequencers of different lengths comparable", () => {
    const [early, late] = filesOf({
      Records: [record({ key: "k", sequencer: "FF" }), record({ key: "k", sequencer: "100" })],
    });

    expect((early?.sequencer ?? "") < (late?.sequencer ?? "")).toBe(true);
  });

  it("passes over the test event and over events of other kinds", () => {
    expect(filesOf({ Service: "Amazon S3", Event: "s3:TestEvent" })).toEqual([]);
    expect(filesOf({ Records: [record({ key: "k" }, "ObjectRemoved:Delete")] })).toEqual([]);
  });

  it.each([[undefined], ["text"], [{}], [{ Records: "x" }], [{ Records: [{ eventName: "ObjectCreated:Put" }] }]])(
    "refuses %j",
    (event) => {
      expect(() => filesOf(event)).toThrow(expect.objectContaining({ code: "bad-event" }));
    },
  );
});

describe("fileOf", () => {
  const bridged = {
    id: "e1",
    time: "2026-11-21T10:00:00Z",
    "detail-type": "Object Created",
    detail: {
      bucket: { name: "b" },
      object: { key: "in/a b+c.csv", size: 7, etag: "e1", "version-id": "v1", sequencer: "0a1" },
    },
  };

  it("reads the event of EventBridge, whose key is not encoded", () => {
    expect(fileOf(bridged)).toEqual({
      bucket: "b",
      key: "in/a b+c.csv",
      size: 7,
      eTag: "e1",
      versionId: "v1",
      arrivedAt: Date.parse("2026-11-21T10:00:00Z"),
      sequencer: "A1".padStart(32, "0"),
    });
    expect(filesOf(bridged)).toEqual([fileOf(bridged)]);
  });

  it("reads a file that is named, and is itself read as the same again", () => {
    const named = fileOf({ bucket: "b", key: "k" });

    expect(named).toMatchObject({ bucket: "b", key: "k", size: 0, eTag: "", versionId: undefined });
    expect(fileOf({ file: named })).toEqual(named);
  });

  it("tells what is the same for every attempt at one execution", () => {
    expect([executionOf({ execution: "x" }), executionOf(bridged), executionOf({ bucket: "b" })]).toEqual([
      "x",
      "e1",
      undefined,
    ]);
  });
});
