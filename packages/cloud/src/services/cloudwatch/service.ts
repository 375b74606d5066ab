import type { Service } from "../../kernel/service.ts";
import { actJob, announceJob, releaseJob, runAct, runAnnounce } from "./alarms/act.ts";
import { compositeJob } from "./alarms/composite-job.ts";
import { runComposites } from "./alarms/composites.ts";
import { evaluateJob, runEvaluation } from "./alarms/evaluate.ts";
import { runRelease } from "./alarms/suppressor.ts";
import { runUpkeep } from "./metrics/upkeep.ts";
import { upkeepJob } from "./metrics/upkeep-job.ts";
import { deleteAlarms } from "./operations/delete-alarms.ts";
import { describeAlarmHistory } from "./operations/describe-alarm-history.ts";
import { describeAlarms } from "./operations/describe-alarms.ts";
import { describeAlarmsForMetric } from "./operations/describe-alarms-for-metric.ts";
import { disableAlarmActions } from "./operations/disable-alarm-actions.ts";
import { enableAlarmActions } from "./operations/enable-alarm-actions.ts";
import { getMetricData } from "./operations/get-metric-data.ts";
import { getMetricStatistics } from "./operations/get-metric-statistics.ts";
import { listMetrics } from "./operations/list-metrics.ts";
import { putCompositeAlarm } from "./operations/put-composite-alarm.ts";
import { putMetricAlarm } from "./operations/put-metric-alarm.ts";
import { putMetricData } from "./operations/put-metric-data.ts";
import { setAlarmState } from "./operations/set-alarm-state.ts";
import { CloudWatchStore } from "./store.ts";
import * as detectors from "./stored/anomaly-detectors.ts";
import * as dashboards from "./stored/dashboards.ts";
import * as insightRules from "./stored/insight-rules.ts";
import * as metricStreams from "./stored/metric-streams.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";

/** Amazon CloudWatch: what everything measures, and alarms on it. */
export const cloudwatch: Service<CloudWatchStore> = {
  name: "cloudwatch",
  denial: { code: "AccessDenied", status: 403 },
  open: (kernel) => new CloudWatchStore(kernel),
  takeMetric: (store, metric) => store.takeMetric(metric),
  stop: (store) => store.stop(),
  jobs: {
    [actJob]: runAct,
    [announceJob]: runAnnounce,
    [releaseJob]: runRelease,
    [compositeJob]: runComposites,
    [evaluateJob]: runEvaluation,
    [upkeepJob]: runUpkeep,
  },
  operations: {
    DeleteAlarms: deleteAlarms,
    DeleteAnomalyDetector: detectors.deleteAnomalyDetector,
    DeleteDashboards: dashboards.deleteDashboards,
    DeleteInsightRules: insightRules.deleteInsightRules,
    DeleteMetricStream: metricStreams.deleteMetricStream,
    DescribeAlarmHistory: describeAlarmHistory,
    DescribeAlarms: describeAlarms,
    DescribeAlarmsForMetric: describeAlarmsForMetric,
    DescribeAnomalyDetectors: detectors.describeAnomalyDetectors,
    DescribeInsightRules: insightRules.describeInsightRules,
    DisableAlarmActions: disableAlarmActions,
    DisableInsightRules: insightRules.disableInsightRules,
    EnableAlarmActions: enableAlarmActions,
    EnableInsightRules: insightRules.enableInsightRules,
    GetDashboard: dashboards.getDashboard,
    GetInsightRuleReport: insightRules.getInsightRuleReport,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    GetMetricStream: metricStreams.getMetricStream,
    ListDashboards: dashboards.listDashboards,
    ListMetrics: listMetrics,
    ListMetricStreams: metricStreams.listMetricStreams,
    ListTagsForResource: listTagsForResource,
    PutAnomalyDetector: detectors.putAnomalyDetector,
    PutCompositeAlarm: putCompositeAlarm,
    PutDashboard: dashboards.putDashboard,
    PutInsightRule: insightRules.putInsightRule,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    PutMetricStream: metricStreams.putMetricStream,
    SetAlarmState: setAlarmState,
    StartMetricStreams: metricStreams.startMetricStreams,
    StopMetricStreams: metricStreams.stopMetricStreams,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
};
