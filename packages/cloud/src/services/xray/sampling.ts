import type { SamplingRule, SamplingRuleUpdate } from "@aws-sdk/client-xray";
import { anyResource, nameInRuleArn, ruleArn } from "./access.ts";
import { invalidRequest } from "./errors.ts";
import type { XRayOperation } from "./shapes.ts";
import type { Rule, XRayStore } from "./store.ts";

/** The rule that every account has. https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html */
const defaultRule = (arn: string): SamplingRule => ({
  RuleName: "Default",
  RuleARN: arn,
  ResourceARN: "*",
  Priority: 10_000,
  FixedRate: 0.05,
  ReservoirSize: 1,
  ServiceName: "*",
  ServiceType: "*",
  Host: "*",
  HTTPMethod: "*",
  URLPath: "*",
  Version: 1,
  Attributes: {},
});

const intervalSeconds = 10;

const outputOf = ({ rule, createdAt, modifiedAt }: Rule) => ({
  SamplingRule: rule,
  CreatedAt: new Date(createdAt),
  ModifiedAt: new Date(modifiedAt),
});

function rulesOf(store: XRayStore, defaultArn: string): Rule[] {
  const rules = [...store.rules.list()];
  const isChanged = rules.some(({ rule }) => rule.RuleName === "Default");
  return isChanged ? rules : [{ rule: defaultRule(defaultArn), createdAt: 0, modifiedAt: 0 }, ...rules];
}

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingRules.html */
export const getSamplingRules: XRayOperation<"GetSamplingRules"> = {
  access: anyResource("GetSamplingRules"),
  run: ({ store, account, region }) => ({
    SamplingRuleRecords: rulesOf(store, ruleArn({ account, region }, "Default")).map(outputOf),
  }),
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_CreateSamplingRule.html */
export const createSamplingRule: XRayOperation<"CreateSamplingRule"> = {
  access: (input, scope) => ({
    action: "xray:CreateSamplingRule",
    resource: ruleArn(scope, input.SamplingRule.RuleName ?? "*"),
  }),

  run({ store, clock, account, region }, { SamplingRule, Tags }) {
    const name = SamplingRule.RuleName;
    if (name === undefined || name === "Default") throw invalidRequest("The sampling rule must have a name of its own");
    if (store.rules.has(name)) throw invalidRequest("Sampling rule already exists");
    if (SamplingRule.Version !== 1) throw invalidRequest("Version must be 1");
    const now = clock.now();
    const arn = ruleArn({ account, region }, name);
    const kept: Rule = {
      rule: { ...SamplingRule, RuleARN: arn, Attributes: SamplingRule.Attributes ?? {} },
      createdAt: now,
      modifiedAt: now,
    };

    store.rules.put(name, kept);
    if (Tags !== undefined)
      store.tags.put(arn, Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])));
    return { SamplingRuleRecord: outputOf(kept) };
  },
};

function found(
  store: XRayStore,
  defaultArn: string,
  named: { RuleName?: string | undefined; RuleARN?: string | undefined },
): Rule {
  const name = named.RuleName ?? nameInRuleArn(named.RuleARN ?? "");
  const rule = rulesOf(store, defaultArn).find((one) => one.rule.RuleName === name);
  if (rule === undefined) throw invalidRequest("Sampling rule does not exist");
  return rule;
}

/** @see https://docs.aws.amazon.com/xray/latest/api/API_UpdateSamplingRule.html */
export const updateSamplingRule: XRayOperation<"UpdateSamplingRule"> = {
  access: (input, scope) => ({
    action: "xray:UpdateSamplingRule",
    resource: input.SamplingRuleUpdate.RuleARN ?? ruleArn(scope, input.SamplingRuleUpdate.RuleName ?? "*"),
  }),

  run({ store, clock, account, region }, { SamplingRuleUpdate: update }) {
    const before = found(store, ruleArn({ account, region }, "Default"), update);
    const kept: Rule = { ...before, rule: { ...before.rule, ...changesOf(update) }, modifiedAt: clock.now() };

    store.rules.put(kept.rule.RuleName ?? "", kept);
    return { SamplingRuleRecord: outputOf(kept) };
  },
};

const changesOf = ({ RuleName: _name, RuleARN: _arn, ...changes }: SamplingRuleUpdate): Partial<SamplingRule> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

/** @see https://docs.aws.amazon.com/xray/latest/api/API_DeleteSamplingRule.html */
export const deleteSamplingRule: XRayOperation<"DeleteSamplingRule"> = {
  access: (input, scope) => ({
    action: "xray:DeleteSamplingRule",
    resource: input.RuleARN ?? ruleArn(scope, input.RuleName ?? "*"),
  }),

  run({ store, account, region }, input) {
    const rule = found(store, ruleArn({ account, region }, "Default"), input);
    if (rule.rule.RuleName === "Default") throw invalidRequest("The default sampling rule cannot be deleted");

    store.rules.delete(rule.rule.RuleName ?? "");
    store.tags.delete(rule.rule.RuleARN ?? "");
    return { SamplingRuleRecord: outputOf(rule) };
  },
};

/** Every client gets the whole reservoir: there is no fleet to share it with. @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html */
export const getSamplingTargets: XRayOperation<"GetSamplingTargets"> = {
  access: anyResource("GetSamplingTargets"),

  run({ store, clock, account, region }, { SamplingStatisticsDocuments }) {
    const rules = rulesOf(store, ruleArn({ account, region }, "Default"));
    const ruleOf = (name: string | undefined) => rules.find(({ rule }) => rule.RuleName === name);
    return {
      SamplingTargetDocuments: SamplingStatisticsDocuments.flatMap(({ RuleName }) => {
        const rule = ruleOf(RuleName)?.rule;
        if (rule === undefined) return [];
        return [
          {
            RuleName,
            FixedRate: rule.FixedRate,
            ReservoirQuota: rule.ReservoirSize,
            ReservoirQuotaTTL: new Date(clock.now() + intervalSeconds * 1000),
            Interval: intervalSeconds,
          },
        ];
      }),
      LastRuleModification: new Date(Math.max(...rules.map(({ modifiedAt }) => modifiedAt))),
      UnprocessedStatistics: SamplingStatisticsDocuments.filter(({ RuleName }) => ruleOf(RuleName) === undefined).map(
        ({ RuleName }) => ({ RuleName, ErrorCode: "404", Message: "Sampling rule does not exist" }),
      ),
    };
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingStatisticSummaries.html */
export const getSamplingStatisticSummaries: XRayOperation<"GetSamplingStatisticSummaries"> = {
  access: anyResource("GetSamplingStatisticSummaries"),
  run: () => ({ SamplingStatisticSummaries: [] }),
};
