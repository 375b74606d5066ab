import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContributorInsights.html */
export const describeContributorInsights: Operation<DynamoDbStore, Shapes["DescribeContributorInsights"]> = {
  access: (input, scope, store) =>
    itemAccess(
      "DescribeContributorInsights",
      { table: input.TableName, index: input.IndexName, scope, store },
      () => ({}),
    ),

  run({ store }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);
    const { IndexName } = input;
    if (IndexName !== undefined) table.index(IndexName);

    const { name, createdAt, insights } = table.definition;
    const found = insights?.[IndexName ?? ""];
    const at = createdAt;
    const rules = ["PKC", "PKT", "SKC", "SKT"].map(
      (kind) => `DynamoDBContributorInsights-${kind}-${name}${IndexName === undefined ? "" : `-${IndexName}`}-${at}`,
    );
    return {
      TableName: name,
      ...(IndexName !== undefined && { IndexName }),
      ContributorInsightsStatus: found?.isOn ? "ENABLED" : "DISABLED",
      ...(found && { LastUpdateDateTime: new Date(found.updatedAt) }),
      ...(found?.isOn && { ContributorInsightsRuleList: rules, ContributorInsightsMode: found.mode }),
    };
  },
};
