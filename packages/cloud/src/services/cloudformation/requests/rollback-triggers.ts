import { parseArn } from "@millrace/core";
import { validation } from "../errors.ts";
import type { Stack } from "../model.ts";

export interface RollbackInput {
  readonly RollbackTriggers?:
    | readonly { readonly Arn?: string | undefined; readonly Type?: string | undefined }[]
    | undefined;
  readonly MonitoringTimeInMinutes?: number | undefined;
}

/** Resources of alarms begin alike. */
const types: Readonly<Record<string, string>> = {
  "AWS::CloudWatch::Alarm": "alarm:",
  "AWS::CloudWatch::CompositeAlarm": "alarm:",
};

export function readTriggers(input: RollbackInput | undefined): Pick<Stack, "rollbackTriggers" | "monitoringMinutes"> {
  const rollbackTriggers = (input?.RollbackTriggers ?? []).map(({ Arn = "", Type = "" }) => {
    const prefix = types[Type];
    if (prefix === undefined) throw validation("Rollback Trigger Type not supported");
    if (parseArn(Arn)?.resource.startsWith(prefix) !== true) {
      throw validation("RelativeId of a Rollback Trigger's ARN is incorrect");
    }
    return { Arn, Type };
  });
  return { rollbackTriggers, monitoringMinutes: input?.MonitoringTimeInMinutes };
}
