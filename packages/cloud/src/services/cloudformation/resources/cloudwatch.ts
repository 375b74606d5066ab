import { isObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
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

export const cloudwatchTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::CloudWatch::Alarm": declared({
    service: "cloudwatch",
    create: "PutMetricAlarm",
    update: "PutMetricAlarm",
    delete: "DeleteAlarms",
    id: "AlarmName",
    name: { property: "AlarmName", max: 255 },
    input: (facts) => ({ AlarmNames: [facts["PhysicalId"] ?? ""] }),
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
    input: (facts) => ({
      DashboardNames: [facts["PhysicalId"] ?? ""],
      DashboardBody: isObject(facts["DashboardBody"])
        ? JSON.stringify(facts["DashboardBody"])
        : (facts["DashboardBody"] ?? ""),
    }),
  }),
};
