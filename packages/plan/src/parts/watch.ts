import { type Drawing, hasFileFunction, ids, named, ref } from "../drawing.ts";
import { type Expression, nameParameter, text } from "../expression.ts";
import type { AlarmPart, DashboardPart, Metric, Part, TopicPart } from "../plan.ts";
import { deadLettersId, queueNames } from "./notices.ts";

const fiveMinutes = 300;
const hour = 3600;

/** What tells people that something needs them: alarms, the topic that they ring on, and one page with the pipeline's figures. */
export function watchOf(drawing: Drawing): readonly Part[] {
  return [alarmsTopic(drawing), ...alarmsOf(drawing), dashboardOf(drawing)];
}

function alarmsTopic({ pipeline }: Drawing): TopicPart {
  const { email } = pipeline.alarms;
  return {
    kind: "topic",
    id: ids.alarms,
    name: named("alarms"),
    publishers: [
      {
        sid: "LetAlarmsRing",
        service: "cloudwatch.amazonaws.com",
        source: text`arn:${{ place: "partition" }}:cloudwatch:${{ place: "region" }}:${{ place: "account" }}:alarm:${nameParameter}-*`,
      },
    ],
    subscriptions: email === undefined ? [] : [{ id: "AlarmsByEmail", protocol: "email", address: email }],
  };
}

function alarmsOf(drawing: Drawing): readonly AlarmPart[] {
  const { pipeline } = drawing;
  const { freshnessHours } = pipeline.alarms;
  const first = hasFileFunction(pipeline);
  return [
    ...(first
      ? [
          whenAny("FileErrors", "The function that reads files failed", lambda("Errors", ids.file)),
          whenAny("FileThrottles", "Files wait as Lambda starts no more functions", lambda("Throttles", ids.file)),
        ]
      : []),
    ...(pipeline.needs.workflow
      ? [
          whenAny("WorkflowFailures", "A file was not read to its end", states("ExecutionsFailed")),
          whenAny("WorkflowTimeouts", "A file was not read in time", states("ExecutionsTimedOut")),
          whenAny("WorkflowThrottles", "Step Functions delays the workflow", states("ExecutionThrottled")),
        ]
      : []),
    ...(pipeline.needs.upload
      ? [whenAny("UploadErrors", "The function that gives out upload URLs failed", lambda("Errors", ids.upload))]
      : []),
    whenAny("SweepErrors", "Nobody looks for lost files", lambda("Errors", ids.sweep)),
    whenAny("TableThrottles", "DynamoDB refuses writes as they are too many", table("WriteThrottleEvents", ids.table)),
    whenAny("LostEvents", "Events wait that no attempt could work off", waiting(ids.failedEvents)),
    ...queueNames(drawing).map((name) =>
      whenAny(
        `${deadLettersId(name)}Waiting`,
        `Messages wait that ${name} could not work off`,
        waiting(deadLettersId(name)),
      ),
    ),
    ...(freshnessHours === undefined ? [] : [whenSilent(freshnessHours, first)]),
  ];
}

const whenAny = (id: string, says: string, metric: Metric): AlarmPart => ({
  kind: "alarm",
  id,
  name: named(kebab(id)),
  says,
  metric,
  comparison: "GreaterThanThreshold",
  threshold: 0,
  periodSeconds: fiveMinutes,
  periods: 1,
  missing: "notBreaching",
  topic: ref(ids.alarms, "arn"),
});

/** A partner who falls silent makes no error: what is missing is the alarm. */
const whenSilent = (hours: number, hasFunction: boolean): AlarmPart => ({
  ...whenAny(
    "NoFiles",
    `No file has arrived for ${hours} hours`,
    hasFunction ? lambda("Invocations", ids.file) : states("ExecutionsStarted"),
  ),
  comparison: "LessThanThreshold",
  threshold: 1,
  periodSeconds: hour,
  periods: hours,
  missing: "breaching",
});

const metric = (
  namespace: string,
  name: string,
  statistic: Metric["statistic"],
  dimensions: Readonly<Record<string, Expression>>,
): Metric => ({ namespace, name, statistic, dimensions });

const lambda = (name: string, id: string): Metric =>
  metric("AWS/Lambda", name, "Sum", { FunctionName: text`${ref(id, "name")}` });

const states = (name: string): Metric =>
  metric("AWS/States", name, "Sum", { StateMachineArn: text`${ref(ids.workflow, "arn")}` });

const table = (name: string, id: string): Metric =>
  metric("AWS/DynamoDB", name, "Sum", { TableName: text`${ref(id, "name")}` });

const waiting = (id: string): Metric =>
  metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", { QueueName: text`${ref(id, "name")}` });

function dashboardOf({ pipeline }: Drawing): DashboardPart {
  const hasFunction = hasFileFunction(pipeline);
  return {
    kind: "dashboard",
    id: ids.dashboard,
    name: named(""),
    widgets: [
      ...(hasFunction
        ? [
            {
              title: "Files",
              metrics: [lambda("Invocations", ids.file), lambda("Errors", ids.file), lambda("Throttles", ids.file)],
            },
            { title: "Time per file", metrics: [{ ...lambda("Duration", ids.file), statistic: "Average" as const }] },
          ]
        : []),
      ...(pipeline.needs.workflow
        ? [
            {
              title: "Large files",
              metrics: [states("ExecutionsStarted"), states("ExecutionsSucceeded"), states("ExecutionsFailed")],
            },
          ]
        : []),
      {
        title: "Rows written",
        metrics: [table("ConsumedWriteCapacityUnits", ids.table), table("WriteThrottleEvents", ids.table)],
      },
      { title: "Events that nobody could work off", metrics: [waiting(ids.failedEvents)] },
    ],
  };
}

const kebab = (id: string): string => id.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
