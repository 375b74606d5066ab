import { alarmArn } from "../access.ts";
import { pageOfRecords } from "../records-page.ts";
import type { CloudWatchOperation } from "../shapes.ts";

const pageDefault = 100;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export const describeAlarmHistory: CloudWatchOperation<"DescribeAlarmHistory"> = {
  access: (input, scope) => ({
    action: "cloudwatch:DescribeAlarmHistory",
    resource: input.AlarmName === undefined ? "*" : alarmArn(scope, input.AlarmName),
  }),

  run({ store }, input) {
    const types = input.AlarmTypes ?? ["MetricAlarm"];
    const [from, to] = [input.StartDate?.getTime() ?? 0, input.EndDate?.getTime() ?? Number.POSITIVE_INFINITY];
    const found = store
      .history(input.AlarmName)
      .filter(
        ({ type, kind, at }) =>
          (types.includes(type) || (input.AlarmName !== undefined && input.AlarmTypes === undefined)) &&
          (input.HistoryItemType === undefined || input.HistoryItemType === kind) &&
          at >= from &&
          at <= to,
      )
      .sort((a, b) => a.at - b.at || a.sequence - b.sequence);
    if (input.ScanBy !== "TimestampAscending") found.reverse();
    const { items, next } = pageOfRecords(found, { token: input.NextToken, max: input.MaxRecords ?? pageDefault });

    return {
      AlarmHistoryItems: items.map((item) => ({
        AlarmName: item.alarm,
        AlarmType: item.type,
        Timestamp: new Date(item.at),
        HistoryItemType: item.kind,
        HistorySummary: item.summary,
        HistoryData: item.data,
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};
