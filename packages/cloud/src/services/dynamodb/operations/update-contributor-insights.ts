import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Switches CloudWatch Contributor Insights on or off for a table or an index.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContributorInsights.html
 */
export const updateContributorInsights: Operation<DynamoDbStore, Shapes["UpdateContributorInsights"]> = {
  access: (input, scope, store) =>
    itemAccess(
      "UpdateContributorInsights",
      { table: input.TableName, index: input.IndexName, scope, store },
      () => ({}),
    ),

  run({ store, clock }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);
    const { IndexName } = input;
    if (IndexName !== undefined) table.index(IndexName);

    const { [IndexName ?? ""]: current, ...others } = table.definition.insights ?? {};
    const mode = input.ContributorInsightsMode ?? current?.mode ?? "ACCESSED_AND_THROTTLED_KEYS";
    const isOn = input.ContributorInsightsAction === "ENABLE";
    const insights = { ...others, [IndexName ?? ""]: { isOn, mode, updatedAt: clock.now() } };
    store.saveTable({ ...table.definition, insights });

    return {
      TableName: table.definition.name,
      ...(IndexName !== undefined && { IndexName }),
      ContributorInsightsStatus: isOn ? "ENABLING" : "DISABLING",
      ContributorInsightsMode: mode,
    };
  },
};
