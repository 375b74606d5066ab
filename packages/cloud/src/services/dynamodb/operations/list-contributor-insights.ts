import type { Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import { arnOfTable } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

const summariesMax = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html */
export const listContributorInsights: Operation<DynamoDbStore, Shapes["ListContributorInsights"]> = {
  access: (input, scope) => ({
    action: "dynamodb:ListContributorInsights",
    resource: input.TableName === undefined ? "*" : arnOfTable(input.TableName, scope),
  }),

  run({ store }, input) {
    if (input.TableName !== undefined && store.findTable(input.TableName) === undefined) {
      throw tableNotFound(input.TableName);
    }
    const names = input.TableName === undefined ? [...store.tableNames(undefined)] : [input.TableName];
    const all = names.flatMap((name) => {
      const { definition } = store.table(name);
      return Object.entries(definition.insights ?? {})
        .sort(([one], [two]) => (one < two ? -1 : 1))
        .map(([index, each]) => ({ ...each, index, table: definition.name }));
    });
    const { items, next } = pageOf(all, {
      token: input.NextToken,
      max: input.MaxResults || summariesMax,
      idOf: ({ table, index }) => `${table}/${index}`,
    });
    return {
      ContributorInsightsSummaries: items.map(({ table, index, isOn, mode }) => ({
        TableName: table,
        ...(index !== "" && { IndexName: index }),
        ContributorInsightsStatus: isOn ? "ENABLED" : "DISABLED",
        ContributorInsightsMode: mode,
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
};
