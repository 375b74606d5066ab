import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

const importsMax = 25;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListImports.html */
export const listImports: Operation<DynamoDbStore, Shapes["ListImports"]> = {
  access: (_, { region, account }) => ({
    action: "dynamodb:ListImports",
    resource: formatArn({ service: "dynamodb", region, account, resource: "*" }),
  }),

  run({ store }, input) {
    const all = [...store.transfers.imports.list()].filter(
      ({ tableArn }) => input.TableArn === undefined || tableArn === input.TableArn,
    );
    const { items, next } = pageOf(all, {
      token: input.NextToken,
      max: input.PageSize ?? importsMax,
      idOf: ({ arn }) => arn,
    });
    return {
      ImportSummaryList: items.map((each) => ({
        ImportArn: each.arn,
        ImportStatus: each.status,
        TableArn: each.tableArn,
        S3BucketSource: each.input.S3BucketSource,
        InputFormat: each.input.InputFormat,
        StartTime: new Date(each.startedAt),
        ...(each.endedAt !== undefined && { EndTime: new Date(each.endedAt) }),
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
};
