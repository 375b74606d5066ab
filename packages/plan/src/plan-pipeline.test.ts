import { csv, definePipeline, hash } from "@millrace/pipeline";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { FunctionResource, Plan, TableResource } from "./plan.ts";
import { planPipeline } from "./plan-pipeline.ts";

const account = { account: "123456789012", region: "eu-west-1" };

const pipelineOf = (change: { readonly index?: string; readonly rejects?: string } = {}) =>
  definePipeline({
    name: "people",
    source: { bucket: "uploads", prefix: "in/", formats: { csv: csv() } },
    schema: z.object({ id: z.string(), email: z.string() }),
    pii: ["email"],
    rejects: { prefix: change.rejects ?? "rejects/" },
    parallel: { safe: (row, context) => context.anonymise(row, { email: hash() }) },
    consolidate: ({ safe }) => safe,
    sinks: (to) => ({
      table: to.singleTable({
        pk: (row) => row.id,
        sk: () => "person",
        gsi: { [change.index ?? "byEmail"]: { pk: (row) => row.email, sk: (row) => row.id } },
      }),
    }),
  });

const table = (plan: Plan) => plan.resources.find((resource): resource is TableResource => resource.kind === "table");
const worker = (plan: Plan) =>
  plan.resources.find((resource): resource is FunctionResource => resource.kind === "function");

describe("planPipeline", () => {
  it("is data, and the same every time", () => {
    const plan = planPipeline(pipelineOf(), account);

    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(planPipeline(pipelineOf(), account)).toEqual(plan);
  });

  it("names a table with the keys of rows and ledger, their indexes and the expiry", () => {
    expect(table(planPipeline(pipelineOf(), account))).toEqual({
      kind: "table",
      name: "people",
      arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/people",
      partitionKey: "PK",
      sortKey: "SK",
      indexes: [
        { name: "ledgerByFile", partitionKey: "ledgerByFilePK", sortKey: "ledgerByFileSK" },
        { name: "ledgerByStatus", partitionKey: "ledgerByStatusPK", sortKey: "ledgerByStatusSK" },
        { name: "byEmail", partitionKey: "byEmailPK", sortKey: "byEmailSK" },
      ],
      expiryAttribute: "expiresAt",
    });
  });

  it("gives the function its table and asks for a key where there is something to hash", () => {
    expect(worker(planPipeline(pipelineOf(), account))).toMatchObject({
      name: "people-file",
      roleArn: "arn:aws:iam::123456789012:role/people-file",
      environment: { MILLRACE_TABLE: "people" },
      secrets: ["MILLRACE_HASH_KEY"],
    });
  });

  it("connects the bucket to the function, and lets only this bucket of this account start it", () => {
    expect(planPipeline(pipelineOf(), account).connections).toEqual([
      {
        kind: "object-created",
        id: "people-files",
        bucket: "uploads",
        prefix: "in/",
        functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:people-file",
        permission: {
          sid: "LetTheBucketStartTheFunction",
          action: "lambda:InvokeFunction",
          principal: "s3.amazonaws.com",
          sourceArn: "arn:aws:s3:::uploads",
          sourceAccount: "123456789012",
        },
      },
    ]);
  });

  it("lets the function do these things and nothing else", () => {
    const files = "arn:aws:s3:::uploads/in/*";
    const rejects = "arn:aws:s3:::uploads/rejects/people/*";
    const tableArn = "arn:aws:dynamodb:eu-west-1:123456789012:table/people";
    const streams = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/people-file:*";

    const { statements } = planPipeline(pipelineOf(), account);

    expect(statements.map(({ action, resource }) => [action, resource])).toEqual([
      ["s3:GetObject", files],
      ["s3:GetObjectVersion", files],
      ["s3:PutObject", rejects],
      ["s3:AbortMultipartUpload", rejects],
      ["dynamodb:UpdateItem", tableArn],
      ["dynamodb:PutItem", tableArn],
      ["dynamodb:BatchWriteItem", tableArn],
      ["logs:CreateLogStream", streams],
      ["logs:PutLogEvents", streams],
    ]);
    expect(new Set(statements.map(({ sid }) => sid)).size).toBe(statements.length);
    expect(statements.every(({ sid }) => /^[A-Z][A-Za-z0-9]+$/.test(sid))).toBe(true);
  });

  it("takes another bucket and another partition where it is told", () => {
    const plan = planPipeline(pipelineOf(), { ...account, bucket: "uploads-7", partition: "aws-cn" });

    expect(plan.connections[0]).toMatchObject({
      bucket: "uploads-7",
      permission: { sourceArn: "arn:aws-cn:s3:::uploads-7" },
    });
    expect(plan.statements[0]?.resource).toBe("arn:aws-cn:s3:::uploads-7/in/*");
  });

  it("refuses an index with a name of the ledger's", () => {
    expect(() => planPipeline(pipelineOf({ index: "ledgerByFile" }), account)).toThrow(
      expect.objectContaining({ code: "index-name-taken" }),
    );
  });
});
