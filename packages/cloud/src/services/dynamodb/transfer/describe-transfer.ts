import type { Output } from "../shapes.ts";
import type { TableExport, TableImport } from "./transfers.ts";

type ExportDescription = NonNullable<Output<"DescribeExport">["ExportDescription"]>;
type ImportDescription = NonNullable<Output<"DescribeImport">["ImportTableDescription"]>;

const failureOf = (failure: TableExport["failure"]) =>
  failure && { FailureCode: failure.code, FailureMessage: failure.message };

export function describeExport(each: TableExport): ExportDescription {
  const { input, endedAt, manifest } = each;
  return {
    ExportArn: each.arn,
    ExportStatus: each.status,
    StartTime: new Date(each.startedAt),
    ...(endedAt !== undefined && { EndTime: new Date(endedAt) }),
    ...(manifest !== undefined && { ExportManifest: manifest }),
    TableArn: each.tableArn,
    TableId: each.tableId,
    ExportTime: new Date(each.at),
    S3Bucket: input.S3Bucket,
    ...(input.S3Prefix !== undefined && { S3Prefix: input.S3Prefix }),
    ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    S3SseAlgorithm: input.S3SseAlgorithm ?? "AES256",
    ExportFormat: input.ExportFormat ?? "DYNAMODB_JSON",
    ExportType: "FULL_EXPORT",
    ...(each.status === "COMPLETED" && { ItemCount: each.items, BilledSizeBytes: each.bytes }),
    ...failureOf(each.failure),
  };
}

export function describeImport(each: TableImport): ImportDescription {
  const { input, endedAt } = each;
  return {
    ImportArn: each.arn,
    ImportStatus: each.status,
    TableArn: each.tableArn,
    TableId: each.tableId,
    S3BucketSource: input.S3BucketSource,
    InputFormat: input.InputFormat,
    ...(input.InputFormatOptions && { InputFormatOptions: input.InputFormatOptions }),
    InputCompressionType: input.InputCompressionType ?? "NONE",
    TableCreationParameters: input.TableCreationParameters,
    StartTime: new Date(each.startedAt),
    ...(endedAt !== undefined && { EndTime: new Date(endedAt) }),
    ErrorCount: each.errors,
    ProcessedItemCount: each.items,
    ProcessedSizeBytes: each.bytes,
    ImportedItemCount: each.imported,
    ...failureOf(each.failure),
  };
}
