import type { Service } from "../../kernel/service.ts";
import { exportJob, runExport } from "./exports/export-job.ts";
import * as exportTasks from "./exports/exports.ts";
import * as metricFilters from "./filters/metric-filters.ts";
import * as subscriptionFilters from "./filters/subscription-filters.ts";
import { deliverJob, runDeliver } from "./intake/deliver.ts";
import { measureJob, runMeasure } from "./intake/measure.ts";
import { associateKmsKey } from "./operations/associate-kms-key.ts";
import { createLogGroup } from "./operations/create-log-group.ts";
import { createLogStream } from "./operations/create-log-stream.ts";
import { deleteLogGroup } from "./operations/delete-log-group.ts";
import { deleteLogStream } from "./operations/delete-log-stream.ts";
import { deleteRetentionPolicy } from "./operations/delete-retention-policy.ts";
import { describeLogGroups } from "./operations/describe-log-groups.ts";
import { describeLogStreams } from "./operations/describe-log-streams.ts";
import { disassociateKmsKey } from "./operations/disassociate-kms-key.ts";
import { filterLogEvents } from "./operations/filter-log-events.ts";
import { getLogEvents } from "./operations/get-log-events.ts";
import { listLogGroups } from "./operations/list-log-groups.ts";
import { putLogEvents } from "./operations/put-log-events.ts";
import { putLogGroupDeletionProtection } from "./operations/put-log-group-deletion-protection.ts";
import { putRetentionPolicy } from "./operations/put-retention-policy.ts";
import { startLiveTail } from "./operations/start-live-tail.ts";
import * as definitions from "./queries/definitions.ts";
import * as queries from "./queries/queries.ts";
import { queryJob, runQuery } from "./queries/query-job.ts";
import { runRetention } from "./retention.ts";
import { retentionJob } from "./retention-job.ts";
import { LogsStore } from "./store.ts";
import * as accountPolicies from "./stored/account-policies.ts";
import * as detectors from "./stored/anomaly-detectors.ts";
import * as deliveries from "./stored/deliveries.ts";
import * as destinations from "./stored/destinations.ts";
import * as groupPolicies from "./stored/group-policies.ts";
import * as resourcePolicies from "./stored/resource-policies.ts";
import * as tags from "./tags.ts";

/** Amazon CloudWatch Logs: what functions print, kept by group and stream, watched and queried. */
export const logs: Service<LogsStore> = {
  name: "logs",
  denial: { code: "AccessDeniedException", status: 400 },
  open: (kernel) => new LogsStore(kernel),
  jobs: {
    [deliverJob]: runDeliver,
    [exportJob]: runExport,
    [measureJob]: runMeasure,
    [queryJob]: runQuery,
    [retentionJob]: runRetention,
  },
  operations: {
    AssociateKmsKey: associateKmsKey,
    CancelExportTask: exportTasks.cancelExportTask,
    CreateDelivery: deliveries.createDelivery,
    CreateExportTask: exportTasks.createExportTask,
    CreateLogAnomalyDetector: detectors.createLogAnomalyDetector,
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteAccountPolicy: accountPolicies.deleteAccountPolicy,
    DeleteDataProtectionPolicy: groupPolicies.deleteDataProtectionPolicy,
    DeleteDelivery: deliveries.deleteDelivery,
    DeleteDeliveryDestination: deliveries.deleteDeliveryDestination,
    DeleteDeliveryDestinationPolicy: deliveries.deleteDeliveryDestinationPolicy,
    DeleteDeliverySource: deliveries.deleteDeliverySource,
    DeleteDestination: destinations.deleteDestination,
    DeleteIndexPolicy: groupPolicies.deleteIndexPolicy,
    DeleteLogAnomalyDetector: detectors.deleteLogAnomalyDetector,
    DeleteLogGroup: deleteLogGroup,
    DeleteLogStream: deleteLogStream,
    DeleteMetricFilter: metricFilters.deleteMetricFilter,
    DeleteQueryDefinition: definitions.deleteQueryDefinition,
    DeleteResourcePolicy: resourcePolicies.deleteResourcePolicy,
    DeleteRetentionPolicy: deleteRetentionPolicy,
    DeleteSubscriptionFilter: subscriptionFilters.deleteSubscriptionFilter,
    DeleteTransformer: groupPolicies.deleteTransformer,
    DescribeAccountPolicies: accountPolicies.describeAccountPolicies,
    DescribeDeliveries: deliveries.describeDeliveries,
    DescribeDeliveryDestinations: deliveries.describeDeliveryDestinations,
    DescribeDeliverySources: deliveries.describeDeliverySources,
    DescribeDestinations: destinations.describeDestinations,
    DescribeExportTasks: exportTasks.describeExportTasks,
    DescribeIndexPolicies: groupPolicies.describeIndexPolicies,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    DescribeMetricFilters: metricFilters.describeMetricFilters,
    DescribeQueries: queries.describeQueries,
    DescribeQueryDefinitions: definitions.describeQueryDefinitions,
    DescribeResourcePolicies: resourcePolicies.describeResourcePolicies,
    DescribeSubscriptionFilters: subscriptionFilters.describeSubscriptionFilters,
    DisassociateKmsKey: disassociateKmsKey,
    FilterLogEvents: filterLogEvents,
    GetDataProtectionPolicy: groupPolicies.getDataProtectionPolicy,
    GetDelivery: deliveries.getDelivery,
    GetDeliveryDestination: deliveries.getDeliveryDestination,
    GetDeliveryDestinationPolicy: deliveries.getDeliveryDestinationPolicy,
    GetDeliverySource: deliveries.getDeliverySource,
    GetLogAnomalyDetector: detectors.getLogAnomalyDetector,
    GetLogEvents: getLogEvents,
    GetLogGroupFields: queries.getLogGroupFields,
    GetLogRecord: queries.getLogRecord,
    GetQueryResults: queries.getQueryResults,
    GetTransformer: groupPolicies.getTransformer,
    ListAnomalies: detectors.listAnomalies,
    ListLogAnomalyDetectors: detectors.listLogAnomalyDetectors,
    ListLogGroups: listLogGroups,
    ListLogGroupsForQuery: queries.listLogGroupsForQuery,
    ListTagsForResource: tags.listTagsForResource,
    ListTagsLogGroup: tags.listTagsLogGroup,
    PutAccountPolicy: accountPolicies.putAccountPolicy,
    PutDataProtectionPolicy: groupPolicies.putDataProtectionPolicy,
    PutDeliveryDestination: deliveries.putDeliveryDestination,
    PutDeliveryDestinationPolicy: deliveries.putDeliveryDestinationPolicy,
    PutDeliverySource: deliveries.putDeliverySource,
    PutDestination: destinations.putDestination,
    PutDestinationPolicy: destinations.putDestinationPolicy,
    PutIndexPolicy: groupPolicies.putIndexPolicy,
    PutLogEvents: putLogEvents,
    PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
    PutMetricFilter: metricFilters.putMetricFilter,
    PutQueryDefinition: definitions.putQueryDefinition,
    PutResourcePolicy: resourcePolicies.putResourcePolicy,
    PutRetentionPolicy: putRetentionPolicy,
    PutSubscriptionFilter: subscriptionFilters.putSubscriptionFilter,
    PutTransformer: groupPolicies.putTransformer,
    StartLiveTail: startLiveTail,
    StartQuery: queries.startQuery,
    StopQuery: queries.stopQuery,
    TagLogGroup: tags.tagLogGroup,
    TagResource: tags.tagResource,
    TestMetricFilter: metricFilters.testMetricFilter,
    UntagLogGroup: tags.untagLogGroup,
    UntagResource: tags.untagResource,
    UpdateDeliveryConfiguration: deliveries.updateDeliveryConfiguration,
    UpdateLogAnomalyDetector: detectors.updateLogAnomalyDetector,
  },
};
