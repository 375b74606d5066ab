import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

const exportsMax = 25;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
export const listExports: Operation<DynamoDbStore, Shapes["ListExports"]> = {
  access: (_, { region, account }) => ({
    action: "dynamodb:ListExports",
    resource: formatArn({ service: "dynamodb", region, account, resource: "*" }),
  }),

  run({ store }, input) {
    const all = [...store.transfers.exports.list()].filter(
      ({ tableArn }) => input.TableArn === undefined || tableArn === input.TableArn,
    );
    const { items, next } = pageOf(all, {
      token: input.NextToken,
      max: input.MaxResults ?? exportsMax,
      idOf: ({ arn }) => arn,
    });
    return {
      ExportSummaries: items.map(({ arn, status }) => ({
        ExportArn: arn,
        ExportStatus: status,
        ExportType: "FULL_EXPORT",
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
};
