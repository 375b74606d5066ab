import type { Service } from "../../kernel/service.ts";
import { measure } from "./metrics.ts";
import { batchExecuteStatement } from "./operations/batch-execute-statement.ts";
import { batchGetItem } from "./operations/batch-get-item.ts";
import { batchWriteItem } from "./operations/batch-write-item.ts";
import { createBackup } from "./operations/create-backup.ts";
import { createTable } from "./operations/create-table.ts";
import { deleteBackup } from "./operations/delete-backup.ts";
import { deleteItem } from "./operations/delete-item.ts";
import { deleteResourcePolicy } from "./operations/delete-resource-policy.ts";
import { deleteTable } from "./operations/delete-table.ts";
import { describeBackup } from "./operations/describe-backup.ts";
import { describeContinuousBackups } from "./operations/describe-continuous-backups.ts";
import { describeContributorInsights } from "./operations/describe-contributor-insights.ts";
import { describeEndpoints } from "./operations/describe-endpoints.ts";
import { describeExport } from "./operations/describe-export.ts";
import { describeGlobalTable } from "./operations/describe-global-table.ts";
import { describeImport } from "./operations/describe-import.ts";
import { describeKinesisStreamingDestination } from "./operations/describe-kinesis-streaming-destination.ts";
import { describeLimits } from "./operations/describe-limits.ts";
import { describeTable } from "./operations/describe-table.ts";
import { describeTimeToLive } from "./operations/describe-time-to-live.ts";
import { disableKinesisStreamingDestination } from "./operations/disable-kinesis-streaming-destination.ts";
import { enableKinesisStreamingDestination } from "./operations/enable-kinesis-streaming-destination.ts";
import { executeStatement } from "./operations/execute-statement.ts";
import { executeTransaction } from "./operations/execute-transaction.ts";
import { exportTableToPointInTime } from "./operations/export-table-to-point-in-time.ts";
import { getItem } from "./operations/get-item.ts";
import { getResourcePolicy } from "./operations/get-resource-policy.ts";
import { importTable } from "./operations/import-table.ts";
import { listBackups } from "./operations/list-backups.ts";
import { listContributorInsights } from "./operations/list-contributor-insights.ts";
import { listExports } from "./operations/list-exports.ts";
import { listGlobalTables } from "./operations/list-global-tables.ts";
import { listImports } from "./operations/list-imports.ts";
import { listTables } from "./operations/list-tables.ts";
import { listTagsOfResource } from "./operations/list-tags-of-resource.ts";
import { putItem } from "./operations/put-item.ts";
import { putResourcePolicy } from "./operations/put-resource-policy.ts";
import { query } from "./operations/query.ts";
import { restoreTableFromBackup } from "./operations/restore-table-from-backup.ts";
import { restoreTableToPointInTime } from "./operations/restore-table-to-point-in-time.ts";
import { scan } from "./operations/scan.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { transactGetItems } from "./operations/transact-get-items.ts";
import { transactWriteItems } from "./operations/transact-write-items.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { updateContinuousBackups } from "./operations/update-continuous-backups.ts";
import { updateContributorInsights } from "./operations/update-contributor-insights.ts";
import { updateItem } from "./operations/update-item.ts";
import { updateKinesisStreamingDestination } from "./operations/update-kinesis-streaming-destination.ts";
import { updateTable } from "./operations/update-table.ts";
import { updateTimeToLive } from "./operations/update-time-to-live.ts";
import { DynamoDbStore } from "./store.ts";
import { destinationJob, runDestination, sendChanges } from "./streams/destinations.ts";
import { underTableKeys } from "./tables/table-key.ts";
import { reportProvisioned } from "./throughput/provisioned-metrics.ts";
import { Throughput } from "./throughput/throughput.ts";
import { exportInBackground, exportJob } from "./transfer/export-job.ts";
import { importInBackground, importJob } from "./transfer/import-job.ts";
import { backfillInBackground, backfillJob, deleteWhatIsOver } from "./workers.ts";

/** Amazon DynamoDB: tables of items, found by their keys. */
export const dynamodb: Service<DynamoDbStore> = {
  name: "dynamodb",
  denial: { code: "AccessDeniedException", status: 400 },
  open({ database, clock, metrics, enforcesThroughput }, scope) {
    return new DynamoDbStore(database, scope, clock, new Throughput(clock, metrics, enforcesThroughput));
  },
  start(store, kernel) {
    store.onStop(deleteWhatIsOver(store, kernel.clock));
    store.onStop(reportProvisioned(store, kernel));
    sendChanges(store, kernel);
  },
  stop: (store) => store.stop(),
  measure,
  resourcePolicy: (store, arn) => store.policies.over(arn),
  jobs: {
    [backfillJob]: backfillInBackground,
    [destinationJob]: runDestination,
    [exportJob]: exportInBackground,
    [importJob]: importInBackground,
  },
  operations: {
    BatchExecuteStatement: underTableKeys(batchExecuteStatement),
    BatchGetItem: underTableKeys(batchGetItem),
    BatchWriteItem: underTableKeys(batchWriteItem),
    CreateBackup: createBackup,
    CreateTable: createTable,
    DeleteBackup: deleteBackup,
    DeleteItem: underTableKeys(deleteItem),
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteTable: deleteTable,
    DescribeBackup: describeBackup,
    DescribeContinuousBackups: describeContinuousBackups,
    DescribeContributorInsights: describeContributorInsights,
    DescribeEndpoints: describeEndpoints,
    DescribeExport: describeExport,
    DescribeGlobalTable: describeGlobalTable,
    DescribeImport: describeImport,
    DescribeKinesisStreamingDestination: describeKinesisStreamingDestination,
    DescribeLimits: describeLimits,
    DescribeTable: describeTable,
    DescribeTimeToLive: describeTimeToLive,
    DisableKinesisStreamingDestination: disableKinesisStreamingDestination,
    EnableKinesisStreamingDestination: enableKinesisStreamingDestination,
    ExecuteStatement: underTableKeys(executeStatement),
    ExecuteTransaction: underTableKeys(executeTransaction),
    ExportTableToPointInTime: exportTableToPointInTime,
    GetItem: underTableKeys(getItem),
    GetResourcePolicy: getResourcePolicy,
    ImportTable: importTable,
    ListBackups: listBackups,
    ListContributorInsights: listContributorInsights,
    ListExports: listExports,
    ListGlobalTables: listGlobalTables,
    ListImports: listImports,
    ListTables: listTables,
    ListTagsOfResource: listTagsOfResource,
    PutItem: underTableKeys(putItem),
    PutResourcePolicy: putResourcePolicy,
    Query: underTableKeys(query),
    RestoreTableFromBackup: restoreTableFromBackup,
    RestoreTableToPointInTime: restoreTableToPointInTime,
    Scan: underTableKeys(scan),
    TagResource: tagResource,
    TransactGetItems: underTableKeys(transactGetItems),
    TransactWriteItems: underTableKeys(transactWriteItems),
    UntagResource: untagResource,
    UpdateContinuousBackups: updateContinuousBackups,
    UpdateContributorInsights: updateContributorInsights,
    UpdateItem: underTableKeys(updateItem),
    UpdateKinesisStreamingDestination: updateKinesisStreamingDestination,
    UpdateTable: updateTable,
    UpdateTimeToLive: updateTimeToLive,
  },
};
