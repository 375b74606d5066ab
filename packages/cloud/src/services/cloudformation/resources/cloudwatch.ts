import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TagRule } from "./tags.ts";

const tags: TagRule = {
  style: "list",
  add: "TagResource",
  remove: "UntagResource",
  target: ({ Arn = "" }) => ({ ResourceARN: Arn }),
  keys: "TagKeys",
};

const alarmArn = (facts: Facts, { call }: Work): { readonly Arn: string } => ({
  Arn: `arn:aws:cloudwatch:${call.region}:${call.account}:alarm:${toText(facts["AlarmName"] ?? "")}`,
});

/** Alarms of both kinds share their names. */
const existingAlarm = {
  operation: "DescribeAlarms",
  input: ({ AlarmName = "" }: Facts) => ({ AlarmNames: [AlarmName], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }),
  isThere: ({ MetricAlarms: metric, CompositeAlarms: composite }: JsonObject) =>
    listOf(metric).length + listOf(composite).length > 0,
};

export const cloudwatchTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::CloudWatch::Alarm": declared({
    service: "cloudwatch",
    create: "PutMetricAlarm",
    update: "PutMetricAlarm",
    delete: "DeleteAlarms",
    id: "AlarmName",
    name: { property: "AlarmName", max: 255 },
    input: (facts) => ({ AlarmNames: [facts["PhysicalId"] ?? ""] }),
    existing: existingAlarm,
    attributes: alarmArn,
    tags,
  }),

  "AWS::CloudWatch::CompositeAlarm": declared({
    service: "cloudwatch",
    create: "PutCompositeAlarm",
    update: "PutCompositeAlarm",
    delete: "DeleteAlarms",
    id: "AlarmName",
    name: { property: "AlarmName", max: 255 },
    input: (facts) => ({ AlarmNames: [facts["PhysicalId"] ?? ""] }),
    existing: existingAlarm,
    attributes: alarmArn,
    tags,
  }),

  "AWS::CloudWatch::Dashboard": declared({
    service: "cloudwatch",
    create: "PutDashboard",
    update: "PutDashboard",
    delete: "DeleteDashboards",
    id: "DashboardName",
    name: { property: "DashboardName", max: 255 },
    existing: { operation: "GetDashboard", input: ({ DashboardName = "" }) => ({ DashboardName }) },
    input: (facts) => ({
      DashboardNames: [facts["PhysicalId"] ?? ""],
      DashboardBody: isObject(facts["DashboardBody"])
        ? JSON.stringify(facts["DashboardBody"])
        : (facts["DashboardBody"] ?? ""),
    }),
  }),
};
