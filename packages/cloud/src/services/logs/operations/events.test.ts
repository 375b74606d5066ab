import { describe, expect, it } from "vitest";
import { testKernel } from "../../../kernel/test-kernel.ts";
import { logs } from "../service.ts";

const now = Date.UTC(2026, 0, 1);
const logGroupName = "/aws/lambda/orders";

async function withStream(...streams: string[]) {
  const cloud = testKernel([logs]);
  await cloud.call("logs", "CreateLogGroup", { logGroupName });
  for (const logStreamName of streams) await cloud.call("logs", "CreateLogStream", { logGroupName, logStreamName });
  const put = (logStreamName: string, ...messages: [at: number, message: string][]) =>
    cloud.call("logs", "PutLogEvents", {
      logGroupName,
      logStreamName,
      logEvents: messages.map(([at, message]) => ({ timestamp: now + at, message })),
    });
  return { ...cloud, put };
}

describe("CreateLogGroup", () => {
  it("refuses a group twice", async () =>
    expect((await withStream()).call("logs", "CreateLogGroup", { logGroupName })).rejects.toMatchObject({
      code: "ResourceAlreadyExistsException",
      message: "The specified log group already exists",
    }));
});

describe("CreateLogStream", () => {
  it("refuses a stream twice, and one in a group that does not exist", async () => {
    const cloud = await withStream("a");

    await expect(cloud.call("logs", "CreateLogStream", { logGroupName, logStreamName: "a" })).rejects.toMatchObject({
      message: "The specified log stream already exists",
    });
    await expect(
      cloud.call("logs", "CreateLogStream", { logGroupName: "none", logStreamName: "a" }),
    ).rejects.toMatchObject({ message: "The specified log group does not exist." });
  });
});

describe("PutLogEvents", () => {
  it("says which events are too old or too new, and keeps the others", async () => {
    const { put, call } = await withStream("a");
    const day = 86_400_000;

    const old = await put("a", [-15 * day, "old"], [-14 * day, "kept"]);
    const future = await put("a", [0, "kept too"], [3 * 3_600_000, "new"]);

    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(future.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    const { events } = await call("logs", "GetLogEvents", { logGroupName, logStreamName: "a", startFromHead: true });
    expect(events?.map((event) => event.message)).toEqual(["kept", "kept too"]);
  });

  it("refuses events out of order", async () =>
    expect((await withStream("a")).put("a", [5, "b"], [1, "a"])).rejects.toMatchObject({
      code: "InvalidParameterException",
    }));

  it("says that the stream does not exist", async () =>
    expect((await withStream()).put("a", [0, "x"])).rejects.toMatchObject({
      message: "The specified log stream does not exist.",
    }));
});

describe("GetLogEvents", () => {
  it("reads from the end by default, and pages in both directions", async () => {
    const { put, call } = await withStream("a");
    await put("a", [1, "1"], [2, "2"], [3, "3"], [3, "4"]);
    const get = (more: object) => call("logs", "GetLogEvents", { logGroupName, logStreamName: "a", limit: 2, ...more });
    const text = (answer: Awaited<ReturnType<typeof get>>) => answer.events?.map((event) => event.message).join("");

    const latest = await get({});
    const before = await get({ nextToken: latest.nextBackwardToken });
    const first = await get({ startFromHead: true });
    const after = await get({ nextToken: first.nextForwardToken });
    const end = await get({ nextToken: after.nextForwardToken });

    expect([text(latest), text(before), text(first), text(after), text(end)]).toEqual(["34", "12", "12", "34", ""]);
    expect(end.nextForwardToken).toBe(after.nextForwardToken);
  });

  it("keeps to the times it is given, the end excluded", async () => {
    const { put, call } = await withStream("a");
    await put("a", [1, "1"], [2, "2"], [3, "3"]);

    const { events } = await call("logs", "GetLogEvents", {
      logGroupName,
      logStreamName: "a",
      startTime: now + 2,
      endTime: now + 3,
    });

    expect(events?.map((event) => event.message)).toEqual(["2"]);
  });
});

describe("FilterLogEvents", () => {
  it("mixes streams in the order of time and pages through them", async () => {
    const { put, call } = await withStream("a", "b");
    await put("a", [1, "a1"], [3, "a3"]);
    await put("b", [2, "b2"], [4, "b4"]);

    const first = await call("logs", "FilterLogEvents", { logGroupName, limit: 3 });
    const second = await call("logs", "FilterLogEvents", { logGroupName, limit: 3, nextToken: first.nextToken });

    expect(first.events?.map((event) => event.message)).toEqual(["a1", "b2", "a3"]);
    expect(second.events?.map((event) => event.logStreamName)).toEqual(["b"]);
    expect(second.nextToken).toBeUndefined();
  });

  it.each([
    ["ERROR", ["x ERROR y"]],
    ["-ERROR", ["fine"]],
    ["?ERROR ?fine", ["x ERROR y", "fine"]],
    ['"ERROR y"', ["x ERROR y"]],
    ["x y", ["x ERROR y"]],
    ["%^f.ne%", ["fine"]],
    ["", ["x ERROR y", "fine"]],
  ])("finds by the pattern %s", async (filterPattern, expected) => {
    const { put, call } = await withStream("a");
    await put("a", [1, "x ERROR y"], [2, "fine"]);

    const { events } = await call("logs", "FilterLogEvents", { logGroupName, filterPattern });

    expect(events?.map((event) => event.message)).toEqual(expected);
  });

  it("takes only the streams that are asked for", async () => {
    const { put, call } = await withStream("a", "ab", "b");
    for (const stream of ["a", "ab", "b"]) await put(stream, [1, stream]);
    const found = async (filter: object) =>
      (await call("logs", "FilterLogEvents", { logGroupName, ...filter })).events?.map((event) => event.message);

    expect(await found({ logStreamNamePrefix: "a" })).toEqual(["a", "ab"]);
    expect(await found({ logStreamNames: ["b"] })).toEqual(["b"]);
  });
});
