import { AwsError } from "@millrace/wire";
import { anyResource, insightRuleArn } from "../access.ts";
import { noSuchResource } from "../errors.ts";
import { pageOfRecords } from "../records-page.ts";
import type { CloudWatchOperation } from "../shapes.ts";
import type { CloudWatchStore } from "../store.ts";
import { tagsOf } from "../tags.ts";

/** Kept and answered; no contributors are counted. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutInsightRule.html */
export const putInsightRule: CloudWatchOperation<"PutInsightRule"> = {
  access: (input, scope) => ({ action: "cloudwatch:PutInsightRule", resource: insightRuleArn(scope, input.RuleName) }),

  run({ store, account, region }, { RuleName, RuleDefinition, RuleState = "ENABLED", Tags, ApplyOnTransformedLogs }) {
    schemaOf(RuleDefinition);

    store.insightRules.put(RuleName, {
      name: RuleName,
      definition: RuleDefinition,
      state: RuleState,
      isManaged: false,
      applyOnTransformedLogs: ApplyOnTransformedLogs,
    });
    if (Tags !== undefined) store.putTags(insightRuleArn({ account, region }, RuleName), tagsOf(Tags));
  },
};

function schemaOf(definition: string): string {
  try {
    const { Schema } = JSON.parse(definition) as {
      readonly Schema?: string | { readonly Name: string; readonly Version: number };
    };
    return typeof Schema === "string" ? Schema : JSON.stringify(Schema ?? {});
  } catch {
    throw new AwsError("InvalidParameterValueException", "The rule definition is not valid JSON.");
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeInsightRules.html */
export const describeInsightRules: CloudWatchOperation<"DescribeInsightRules"> = {
  access: anyResource("DescribeInsightRules"),

  run({ store }, { NextToken, MaxResults = 500 }) {
    const { items, next } = pageOfRecords([...store.insightRules.list()], { token: NextToken, max: MaxResults });
    return {
      InsightRules: items.map(({ name, state, definition, isManaged }) => ({
        Name: name,
        State: state,
        Schema: schemaOf(definition),
        Definition: definition,
        ManagedRule: isManaged,
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteInsightRules.html */
export const deleteInsightRules: CloudWatchOperation<"DeleteInsightRules"> = {
  access: (input, scope) =>
    input.RuleNames.map((name) => ({ action: "cloudwatch:DeleteInsightRules", resource: insightRuleArn(scope, name) })),
  run: ({ store }, { RuleNames }) => onRules(store, RuleNames, (name) => store.insightRules.delete(name)),
};

const switchTo = (state: "ENABLED" | "DISABLED", store: CloudWatchStore, names: readonly string[]) =>
  onRules(store, names, (name) => {
    const rule = store.insightRules.get(name);
    if (rule !== undefined) store.insightRules.put(name, { ...rule, state });
  });

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableInsightRules.html */
export const enableInsightRules: CloudWatchOperation<"EnableInsightRules"> = {
  access: (input, scope) =>
    input.RuleNames.map((name) => ({ action: "cloudwatch:EnableInsightRules", resource: insightRuleArn(scope, name) })),
  run: ({ store }, { RuleNames }) => switchTo("ENABLED", store, RuleNames),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableInsightRules.html */
export const disableInsightRules: CloudWatchOperation<"DisableInsightRules"> = {
  access: (input, scope) =>
    input.RuleNames.map((name) => ({
      action: "cloudwatch:DisableInsightRules",
      resource: insightRuleArn(scope, name),
    })),
  run: ({ store }, { RuleNames }) => switchTo("DISABLED", store, RuleNames),
};

function onRules(store: CloudWatchStore, names: readonly string[], change: (name: string) => void) {
  const Failures = names
    .filter((name) => !store.insightRules.has(name))
    .map((name) => ({
      FailureResource: name,
      ExceptionType: "ResourceNotFoundException",
      FailureCode: "404",
      FailureDescription: `Rule ${name} does not exist`,
    }));
  for (const name of names) if (store.insightRules.has(name)) change(name);
  return { Failures };
}

/** Nothing counts contributors here, so no report has any. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetInsightRuleReport.html */
export const getInsightRuleReport: CloudWatchOperation<"GetInsightRuleReport"> = {
  access: (input, scope) => ({
    action: "cloudwatch:GetInsightRuleReport",
    resource: insightRuleArn(scope, input.RuleName),
  }),

  run({ store }, { RuleName }) {
    if (!store.insightRules.has(RuleName)) throw noSuchResource(`Rule ${RuleName} does not exist`);
    return {
      KeyLabels: [],
      AggregationStatistic: "SUM",
      AggregateValue: 0,
      ApproximateUniqueCount: 0,
      Contributors: [],
      MetricDatapoints: [],
    };
  },
};
