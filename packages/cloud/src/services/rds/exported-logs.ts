import type { CloudwatchLogsExportConfiguration } from "@aws-sdk/client-rds";

/** Kinds of logs that go to CloudWatch, after a change of what does. */
export function exportedLogs(
  before: readonly string[],
  { EnableLogTypes = [], DisableLogTypes = [] }: CloudwatchLogsExportConfiguration = {},
): string[] {
  return [...new Set([...before, ...EnableLogTypes])].filter((type) => !DisableLogTypes.includes(type));
}
