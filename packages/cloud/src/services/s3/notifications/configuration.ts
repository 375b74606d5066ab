import type {
  Event,
  FilterRuleName,
  NotificationConfigurationFilter,
  NotificationConfiguration as Shape,
} from "@aws-sdk/client-s3";
import { type Ids, parseArn } from "@millrace/core";
import { invalidArgument, malformedXml } from "../errors.ts";
import type { NotificationConfiguration, NotificationRule, TargetKind } from "../model.ts";
import { isEventName } from "./events.ts";

interface RuleShape {
  readonly Id?: string | undefined;
  readonly Events?: readonly string[] | undefined;
  readonly Filter?: NotificationConfigurationFilter | undefined;
}

/** What S3 calls a destination in its refusals, and the service that its ARN must name. */
const targets = {
  lambda: { argument: "CloudFunction", service: "lambda" },
  queue: { argument: "Queue", service: "sqs" },
  topic: { argument: "Topic", service: "sns" },
} as const satisfies Record<TargetKind, object>;

/** Reads a configuration document. Throws InvalidArgument for rules that contradict themselves or each other. */
export function readConfiguration(shape: Shape, ids: Ids): NotificationConfiguration {
  const rules = [
    ...(shape.LambdaFunctionConfigurations ?? []).map((one) => readRule("lambda", one, one.LambdaFunctionArn, ids)),
    ...(shape.QueueConfigurations ?? []).map((one) => readRule("queue", one, one.QueueArn, ids)),
    ...(shape.TopicConfigurations ?? []).map((one) => readRule("topic", one, one.TopicArn, ids)),
  ];
  for (const [index, rule] of rules.entries()) {
    for (const other of rules.slice(index + 1)) refuseOverlap(rule, other);
  }
  return { rules, toEventBridge: shape.EventBridgeConfiguration !== undefined };
}

export function writeConfiguration(configuration: NotificationConfiguration | undefined): Shape {
  if (configuration === undefined) return {};
  const of = (kind: TargetKind): NotificationRule[] => configuration.rules.filter((rule) => rule.kind === kind);
  const [lambda, queue, topic] = [of("lambda"), of("queue"), of("topic")];
  return {
    ...(lambda.length === 0
      ? {}
      : {
          LambdaFunctionConfigurations: lambda.map((rule) => ({
            ...writeRule(rule),
            LambdaFunctionArn: rule.targetArn,
          })),
        }),
    ...(queue.length === 0
      ? {}
      : { QueueConfigurations: queue.map((rule) => ({ ...writeRule(rule), QueueArn: rule.targetArn })) }),
    ...(topic.length === 0
      ? {}
      : { TopicConfigurations: topic.map((rule) => ({ ...writeRule(rule), TopicArn: rule.targetArn })) }),
    ...(configuration.toEventBridge ? { EventBridgeConfiguration: {} } : {}),
  };
}

function readRule(kind: TargetKind, shape: RuleShape, targetArn: string | undefined, ids: Ids): NotificationRule {
  const { argument, service } = targets[kind];
  if (targetArn === undefined || parseArn(targetArn)?.service !== service) {
    throw invalidArgument("The ARN could not be parsed", argument, targetArn);
  }
  const events = shape.Events ?? [];
  if (events.length === 0) throw malformedXml();
  const unknown = events.find((event) => !isEventName(event));
  if (unknown !== undefined) throw invalidArgument("The event is not supported for notifications", unknown);
  return { kind, targetArn, events, id: shape.Id ?? ids.uuid(), ...readFilter(shape.Filter) };
}

function readFilter(
  filter: NotificationConfigurationFilter | undefined,
): Pick<NotificationRule, "prefix" | "suffix" | "filterNames"> {
  const rules = filter?.Key?.FilterRules ?? [];
  const names = rules.map(({ Name }) => Name?.toLowerCase() ?? "");
  const wrong = rules.find((_, index) => names[index] !== "prefix" && names[index] !== "suffix");
  if (wrong !== undefined) {
    throw invalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", wrong.Name);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw invalidArgument(`Cannot specify more than one ${twice} rule in a filter.`, "FilterRule.Name");
  }
  const ruleValue = (name: string): string => rules[names.indexOf(name)]?.Value ?? "";
  return {
    prefix: ruleValue("prefix"),
    suffix: ruleValue("suffix"),
    filterNames: rules.map(({ Name }) => Name ?? ""),
  };
}

const writeRule = (rule: NotificationRule) => ({
  Id: rule.id,
  Events: rule.events as Event[],
  ...(rule.filterNames.length === 0
    ? {}
    : {
        Filter: {
          Key: {
            FilterRules: rule.filterNames.map((Name) => ({
              // S3 answers the names with a capital, however they came.
              Name: (Name.charAt(0).toUpperCase() + Name.slice(1).toLowerCase()) as FilterRuleName,
              Value: Name.toLowerCase() === "prefix" ? rule.prefix : rule.suffix,
            })),
          },
        },
      }),
});

function refuseOverlap(a: NotificationRule, b: NotificationRule): void {
  const startsAlike = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const endsAlike = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  const sharesEvent = a.events.some((event) => b.events.some((other) => covers(event, other) || covers(other, event)));
  if (startsAlike && endsAlike && sharesEvent) {
    throw invalidArgument(
      "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
    );
  }
}

const covers = (event: string, other: string): boolean =>
  event === other || (event.endsWith(":*") && other.startsWith(event.slice(0, -1)));
