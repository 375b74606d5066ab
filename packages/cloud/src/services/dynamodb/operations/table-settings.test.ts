import { describe, expect, it } from "vitest";
import { Bench, statusIndex } from "../testing.ts";
import { describeContributorInsights } from "./describe-contributor-insights.ts";
import { describeGlobalTable } from "./describe-global-table.ts";
import { describeKinesisStreamingDestination } from "./describe-kinesis-streaming-destination.ts";
import { disableKinesisStreamingDestination } from "./disable-kinesis-streaming-destination.ts";
import { enableKinesisStreamingDestination } from "./enable-kinesis-streaming-destination.ts";
import { listContributorInsights } from "./list-contributor-insights.ts";
import { listGlobalTables } from "./list-global-tables.ts";
import { updateContributorInsights } from "./update-contributor-insights.ts";
import { updateKinesisStreamingDestination } from "./update-kinesis-streaming-destination.ts";

const TableName = "orders";

describe("UpdateContributorInsights", () => {
  it("switches insights on and off, for a table and for an index", () => {
    const on = new Bench().withOrders(statusIndex());
    const update = (ContributorInsightsAction: "ENABLE" | "DISABLE", IndexName?: string) =>
      on.run(updateContributorInsights, { TableName, ContributorInsightsAction, ...(IndexName && { IndexName }) });

    const enabled = update("ENABLE");
    update("ENABLE", "by-status");
    update("DISABLE");

    expect(enabled.ContributorInsightsStatus).toBe("ENABLING");
    expect(on.run(describeContributorInsights, { TableName }).ContributorInsightsStatus).toBe("DISABLED");
    expect(on.run(describeContributorInsights, { TableName, IndexName: "by-status" })).toMatchObject({
      ContributorInsightsStatus: "ENABLED",
      ContributorInsightsMode: "ACCESSED_AND_THROTTLED_KEYS",
      LastUpdateDateTime: new Date(on.clock.now()),
    });
    expect(on.run(listContributorInsights, {}).ContributorInsightsSummaries).toMatchObject([
      { TableName, ContributorInsightsStatus: "DISABLED" },
      { TableName, IndexName: "by-status", ContributorInsightsStatus: "ENABLED" },
    ]);
  });

  it("refuses tables and indexes that are not there", () => {
    const on = new Bench().withOrders();

    expect(() => on.run(describeContributorInsights, { TableName: "nope" })).toThrow("Table: nope not found");
    expect(() => on.run(listContributorInsights, { TableName: "nope" })).toThrow("Table: nope not found");
    expect(() => on.run(describeContributorInsights, { TableName, IndexName: "nope" })).toThrow(
      "The table does not have the specified index: nope",
    );
  });
});

describe("EnableKinesisStreamingDestination", () => {
  const StreamArn = "arn:aws:kinesis:eu-west-1:000000000000:stream/changes";
  const destination = { TableName, StreamArn };

  it("keeps a destination, whose precision can change, until DisableKinesisStreamingDestination", () => {
    const on = new Bench().withOrders();
    const described = () => on.run(describeKinesisStreamingDestination, { TableName }).KinesisDataStreamDestinations;

    expect(on.run(enableKinesisStreamingDestination, destination).DestinationStatus).toBe("ENABLING");
    const first = described();
    on.run(updateKinesisStreamingDestination, {
      ...destination,
      UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: "MICROSECOND" },
    });
    const second = described();
    expect(on.run(disableKinesisStreamingDestination, destination).DestinationStatus).toBe("DISABLING");

    const known = (DestinationStatus: string, precision: string) => [
      { StreamArn, DestinationStatus, ApproximateCreationDateTimePrecision: precision },
    ];
    expect(first).toEqual([{ StreamArn, DestinationStatus: "ACTIVE" }]);
    expect(second).toEqual(known("ACTIVE", "MICROSECOND"));
    expect(described()).toEqual(known("DISABLED", "MICROSECOND"));
  });

  it("refuses what is so already, and what is not there", () => {
    const on = new Bench().withOrders();

    expect(() => on.run(disableKinesisStreamingDestination, destination)).toThrow("must be ACTIVE");
    const inMilliseconds = {
      ...destination,
      UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: "MILLISECOND" as const },
    };
    expect(() => on.run(updateKinesisStreamingDestination, inMilliseconds)).toThrow("No streaming destination");
    expect(() => on.run(updateKinesisStreamingDestination, destination)).toThrow("cannot be null");
    on.run(enableKinesisStreamingDestination, destination);
    expect(() => on.run(enableKinesisStreamingDestination, destination)).toThrow("must be DISABLED or not present");
    expect(() => on.run(updateKinesisStreamingDestination, inMilliseconds)).toThrow("Precision is already set");
    expect(() => on.run(describeKinesisStreamingDestination, { TableName: "nope" })).toThrow("Table: nope not found");
  });
});

describe("ListGlobalTables", () => {
  it("finds none, and DescribeGlobalTable says so", () => {
    const on = new Bench();

    expect(on.run(listGlobalTables, {})).toEqual({ GlobalTables: [] });
    expect(() => on.run(describeGlobalTable, { GlobalTableName: "orders" })).toThrow(
      "Global table not found: Global table with name: 'orders' does not exist.",
    );
  });
});
