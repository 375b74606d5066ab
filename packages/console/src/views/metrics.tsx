import { useState } from "preact/hooks";
import { now } from "../browser.ts";
import { call } from "../cloud/call.ts";
import { useCloud } from "../cloud/use-cloud.ts";
import { LineChart } from "../parts/line-chart.tsx";
import { Badge, Empty, Page, Panel, Show, type Tone } from "../parts/page.tsx";
import { type Column, Rows } from "../parts/rows.tsx";
import { linkTo } from "../route.ts";
import { timeText } from "../text.ts";
import type { ViewProps } from "../view-props.ts";

interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

interface Alarm extends Partial<Metric> {
  readonly AlarmName: string;
  readonly StateValue: string;
  readonly StateReason?: string;
  readonly StateUpdatedTimestamp?: string;
}

const states: Readonly<Record<string, readonly [Tone, string]>> = {
  ALARM: ["bad", "alarm"],
  INSUFFICIENT_DATA: ["dim", "no data"],
  OK: ["ok", "ok"],
};

function StateBadge({ state }: { readonly state: string }) {
  const [tone, word] = states[state] ?? ["dim", state];
  return <Badge tone={tone}>{word}</Badge>;
}

const alarmColumns: readonly Column<Alarm>[] = [
  { title: "Alarm", width: "minmax(0, 2fr)", cell: ({ AlarmName }) => AlarmName },
  { title: "State", width: "80px", cell: ({ StateValue }) => <StateBadge state={StateValue} /> },
  {
    title: "Why",
    width: "minmax(0, 3fr)",
    isExtra: true,
    cell: ({ StateReason }) => <span title={StateReason}>{StateReason}</span>,
  },
  {
    title: "Since",
    width: "96px",
    isNumber: true,
    isExtra: true,
    cell: ({ StateUpdatedTimestamp }) => timeText(StateUpdatedTimestamp),
  },
];

const order = Object.keys(states);

/** `#/metrics/ALARM` shows the metric of that alarm. */
export function Metrics({ path: [alarmName] }: ViewProps) {
  const alarms = useCloud("alarms", ["cloudwatch"], async () => {
    const { MetricAlarms = [] } = await call<{ MetricAlarms?: Alarm[] }>("cloudwatch", "DescribeAlarms", {
      MaxRecords: 100,
    });
    return MetricAlarms.sort((a, b) => order.indexOf(a.StateValue) - order.indexOf(b.StateValue));
  });
  const metrics = useCloud("metrics", [], async () => {
    const { Metrics: all = [] } = await call<{ Metrics?: Metric[] }>("cloudwatch", "ListMetrics");
    return all;
  });
  const [chosen, setChosen] = useState<Metric>();
  const alarm = alarms.value?.find(({ AlarmName }) => AlarmName === alarmName);
  const shown = chosen ?? metricOf(alarm) ?? metrics.value?.[0];
  return (
    <Page title="Metrics & alarms">
      <Panel title="Metric">
        <Show of={metrics}>
          {(all) =>
            shown === undefined ? (
              <Empty>Nothing was measured in this region yet.</Empty>
            ) : (
              <>
                <select
                  class="grow"
                  aria-label="Metric"
                  value={nameOf(shown)}
                  onChange={(event) => setChosen(all.find((metric) => nameOf(metric) === event.currentTarget.value))}
                >
                  {[...new Set([nameOf(shown), ...all.map(nameOf)])].sort().map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
                <MetricChart key={nameOf(shown)} metric={shown} />
              </>
            )
          }
        </Show>
      </Panel>
      <Panel title="Alarms">
        <Show of={alarms}>
          {(all) =>
            all.length === 0 ? (
              <Empty>There is no alarm in this region.</Empty>
            ) : (
              <Rows
                label="Alarms"
                items={all}
                columns={alarmColumns}
                id={({ AlarmName }) => AlarmName}
                href={({ AlarmName }) => linkTo("metrics", AlarmName)}
                isOpen={({ AlarmName }) => AlarmName === alarmName}
              />
            )
          }
        </Show>
      </Panel>
    </Page>
  );
}

function metricOf(alarm: Alarm | undefined): Metric | undefined {
  if (alarm?.Namespace === undefined || alarm.MetricName === undefined) return undefined;
  const { Namespace, MetricName, Dimensions = [] } = alarm;
  return { Namespace, MetricName, Dimensions };
}

const nameOf = ({ Namespace, MetricName, Dimensions = [] }: Metric): string =>
  `${Namespace} ${MetricName}${Dimensions.map(({ Name, Value }) => `, ${Name}=${Value}`).join("")}`;

const windowMs = 3 * 3_600_000;
const periodSeconds = 60;

function MetricChart({ metric }: { readonly metric: Metric }) {
  const points = useCloud(`chart ${nameOf(metric)}`, ["cloudwatch"], async () => {
    const { Datapoints = [] } = await call<{ Datapoints?: { Timestamp: string; Sum: number }[] }>(
      "cloudwatch",
      "GetMetricStatistics",
      {
        ...metric,
        StartTime: new Date(now() - windowMs).toISOString(),
        EndTime: new Date(now() + periodSeconds * 1000).toISOString(),
        Period: periodSeconds,
        Statistics: ["Sum"],
      },
    );
    return Datapoints.map(({ Timestamp, Sum }) => ({ at: Date.parse(Timestamp), value: Sum })).sort(
      (a, b) => a.at - b.at,
    );
  });
  return (
    <Show of={points}>
      {(all) =>
        all.length === 0 ? (
          <Empty>Nothing was measured in the last three hours.</Empty>
        ) : (
          <LineChart points={all} label={`${metric.MetricName}, sum per minute`} />
        )
      }
    </Show>
  );
}
