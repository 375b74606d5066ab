import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByBoto3, hasBoto3 } from "../../support/boto3.ts";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const program = `
import time
from datetime import datetime, timedelta, timezone

cloudwatch, logs, xray = boto3.client("cloudwatch"), boto3.client("logs"), boto3.client("xray")

now = datetime.now(timezone.utc)
cloudwatch.put_metric_data(Namespace="python", MetricData=[{"MetricName": "m", "Values": [1.0, 3.0], "Unit": "Count"}])
points = cloudwatch.get_metric_statistics(Namespace="python", MetricName="m", StartTime=now - timedelta(minutes=5),
    EndTime=now + timedelta(minutes=5), Period=3600, Statistics=["Average"], ExtendedStatistics=["p100"])["Datapoints"]
said["average"] = [points[0]["Average"], points[0]["ExtendedStatistics"]["p100"]]
cloudwatch.put_metric_alarm(AlarmName="a", Namespace="python", MetricName="m", Period=60, EvaluationPeriods=1,
    Statistic="Sum", Threshold=1, ComparisonOperator="GreaterThanThreshold")
cloudwatch.set_alarm_state(AlarmName="a", StateValue="ALARM", StateReason="python")
said["alarm"] = cloudwatch.describe_alarms(AlarmNames=["a"])["MetricAlarms"][0]["StateValue"]

logs.create_log_group(logGroupName="python")
logs.create_log_stream(logGroupName="python", logStreamName="s")
logs.put_log_events(logGroupName="python", logStreamName="s",
    logEvents=[{"timestamp": int(time.time() * 1000), "message": json.dumps({"n": n})} for n in (1, 2, 3)])
said["filtered"] = len(logs.filter_log_events(logGroupName="python", filterPattern="{ $.n > 1 }")["events"])
query = logs.start_query(logGroupName="python", startTime=int(time.time()) - 60, endTime=int(time.time()) + 60,
    queryString="stats sum(n) as total")["queryId"]
for _ in range(100):
    answer = logs.get_query_results(queryId=query)
    if answer["status"] == "Complete":
        break
    time.sleep(0.05)
said["total"] = answer["results"][0][0]["value"]

trace = "1-%08x-%s" % (int(time.time()), "a" * 24)
xray.put_trace_segments(TraceSegmentDocuments=[json.dumps(
    {"id": "b" * 16, "trace_id": trace, "name": "python", "start_time": time.time(), "end_time": time.time()})])
said["segments"] = len(xray.batch_get_traces(TraceIds=[trace])["Traces"][0]["Segments"])

said["errors"] = [
    error(lambda: cloudwatch.set_alarm_state(AlarmName="nobody", StateValue="OK", StateReason="r")),
    error(lambda: cloudwatch.get_dashboard(DashboardName="nobody")),
    error(lambda: logs.get_query_results(queryId="nobody")),
    error(lambda: logs.put_metric_filter(logGroupName="python", filterName="f", filterPattern="{ $.a",
        metricTransformations=[{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}])),
]
`;

describe.skipIf(!hasBoto3)("boto3", () => {
  it("finds metrics, alarms, logs, queries and traces as on AWS", async () => {
    expect(await askByBoto3(cloud.cloud.endpoint, program)).toEqual({
      average: [2, 3],
      alarm: "ALARM",
      filtered: 2,
      total: "6",
      segments: 1,
      errors: [
        ["ResourceNotFound", 404],
        ["ResourceNotFound", 404],
        ["ResourceNotFoundException", 400],
        ["InvalidParameterException", 400],
      ],
    });
  });
});
