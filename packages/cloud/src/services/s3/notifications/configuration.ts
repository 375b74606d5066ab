import type {
  Event,
  FilterRuleName,
  LambdaFunctionConfiguration,
  NotificationConfiguration as NotificationShape,
} from "@aws-sdk/client-s3";
import type { Ids } from "@millrace/core";
import { invalidArgument } from "../errors.ts";
import type { NotificationConfiguration, NotificationRule } from "../model.ts";

/** Reads a configuration document. Throws InvalidArgument for rules that contradict themselves or each other. */
export function readConfiguration(shape: NotificationShape, ids: Ids): NotificationConfiguration {
  const lambda = (shape.LambdaFunctionConfigurations ?? []).map((configuration) => readRule(configuration, ids));
  for (const [index, rule] of lambda.entries()) {
    for (const other of lambda.slice(index + 1)) refuseOverlap(rule, other);
  }
  return { lambda };
}

export const writeConfiguration = (configuration: NotificationConfiguration | undefined): NotificationShape =>
  configuration === undefined || configuration.lambda.length === 0
    ? {}
    : { LambdaFunctionConfigurations: configuration.lambda.map(writeRule) };

function readRule(configuration: LambdaFunctionConfiguration, ids: Ids): NotificationRule {
  const rules = configuration.Filter?.Key?.FilterRules ?? [];
  const names = rules.map(({ Name }) => Name?.toLowerCase() ?? "");
  for (const name of names) {
    if (name !== "prefix" && name !== "suffix") {
      throw invalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", name);
    }
  }
  if (new Set(names).size !== names.length) {
    throw invalidArgument("Cannot specify more than one prefix rule in a filter.", "FilterRule.Name");
  }
  const ruleValue = (name: string): string => rules[names.indexOf(name)]?.Value ?? "";
  return {
    id: configuration.Id ?? ids.uuid(),
    targetArn: configuration.LambdaFunctionArn ?? "",
    events: configuration.Events ?? [],
    prefix: ruleValue("prefix"),
    suffix: ruleValue("suffix"),
    filterNames: rules.map(({ Name }) => Name ?? ""),
  };
}

const writeRule = (rule: NotificationRule): LambdaFunctionConfiguration => ({
  Id: rule.id,
  LambdaFunctionArn: rule.targetArn,
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
