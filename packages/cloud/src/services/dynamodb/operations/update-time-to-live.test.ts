import { describe, expect, it } from "vitest";
import { testKernel } from "../../../kernel/test-kernel.ts";
import { dynamodb } from "../service.ts";
import { Bench, ordersTable } from "../testing.ts";
import { describeTimeToLive } from "./describe-time-to-live.ts";
import { updateTimeToLive } from "./update-time-to-live.ts";

const TableName = "orders";
const on = { AttributeName: "expires", Enabled: true };
const off = { AttributeName: "expires", Enabled: false };

describe("UpdateTimeToLive", () => {
  it("deletes items when their time is over, those from before included", async () => {
    const kernel = testKernel([dynamodb]);
    const now = Date.UTC(2026, 0, 1) / 1000;
    const put = (sk: number, expires: object) =>
      kernel.call("dynamodb", "PutItem", {
        TableName,
        Item: { pk: { S: "a" }, sk: { N: String(sk) }, expires } as never,
      });
    const left = async () => {
      await kernel.settle();
      const { Items = [] } = await kernel.call("dynamodb", "Scan", { TableName });
      return Items.map((item) => item["sk"]?.N);
    };
    await kernel.call("dynamodb", "CreateTable", ordersTable as never);
    await put(1, { N: String(now + 60) });
    await put(2, { N: String(now + 3600) });
    await put(3, { S: String(now + 60) });

    await kernel.call("dynamodb", "UpdateTimeToLive", { TableName, TimeToLiveSpecification: on });
    await put(4, { N: String(now + 90) });
    await put(5, { N: String(now + 30) });
    await put(5, { N: String(now + 7200) });

    kernel.kernel.clock.advance(59_000);
    expect(await left()).toEqual(["1", "2", "3", "4", "5"]);
    kernel.kernel.clock.advance(31_000);
    expect(await left()).toEqual(["2", "3", "5"]);
    kernel.kernel.clock.advance(24 * 3600 * 1000);
    expect(await left()).toEqual(["3"]);
    await kernel.stop();
  });

  it("tells whether it is on, and refuses what changes nothing", () => {
    const bench = new Bench().withOrders();
    const update = (TimeToLiveSpecification: typeof on) =>
      bench.run(updateTimeToLive, { TableName, TimeToLiveSpecification });
    const described = () => bench.run(describeTimeToLive, { TableName }).TimeToLiveDescription;

    expect(described()).toEqual({ TimeToLiveStatus: "DISABLED" });
    expect(() => update(off)).toThrow("TimeToLive is already disabled");
    expect(update(on)).toEqual({ TimeToLiveSpecification: on });
    expect(described()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
    expect(() => update(on)).toThrow("TimeToLive is already enabled");
    expect(() => update({ ...on, AttributeName: "other" })).toThrow(
      "TimeToLive is active on a different AttributeName: current AttributeName is expires",
    );
    update(off);
    expect(described()).toEqual({ TimeToLiveStatus: "DISABLED" });
  });
});
