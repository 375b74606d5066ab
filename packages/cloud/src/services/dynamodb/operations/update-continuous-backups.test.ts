import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { describeContinuousBackups } from "./describe-continuous-backups.ts";
import { updateContinuousBackups } from "./update-continuous-backups.ts";

const TableName = "orders";
const dayMs = 24 * 60 * 60 * 1000;

describe("UpdateContinuousBackups", () => {
  it("keeps since when and how far back a table can be restored", () => {
    const bench = new Bench().withOrders();
    const start = bench.clock.now();
    const described = () => bench.run(describeContinuousBackups, { TableName }).ContinuousBackupsDescription;

    expect(described()).toEqual({
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" },
    });
    bench.run(updateContinuousBackups, {
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
    });
    bench.clock.advance(10 * dayMs);
    expect(described()?.PointInTimeRecoveryDescription).toEqual({
      PointInTimeRecoveryStatus: "ENABLED",
      RecoveryPeriodInDays: 7,
      EarliestRestorableDateTime: new Date(start + 3 * dayMs),
      LatestRestorableDateTime: new Date(start + 10 * dayMs - 5 * 60 * 1000),
    });
  });

  it("refuses a table that does not exist, with a code of its own", () => {
    expect(() => new Bench().run(describeContinuousBackups, { TableName })).toThrow(
      expect.objectContaining({ code: "TableNotFoundException", message: "Table not found: orders" }),
    );
  });
});
