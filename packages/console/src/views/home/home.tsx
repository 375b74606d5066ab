import { call } from "../../cloud/call.ts";
import { readStacks, type Stack } from "../../cloud/stacks.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import type { Link } from "../../graph/layered.ts";
import { RunRows } from "../../ledger/run-rows.tsx";
import { findPipelines, readRuns } from "../../ledger/runs.ts";
import { Badge, Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { linkTo } from "../../route.ts";
import { countText } from "../../text.ts";
import { readConnections } from "./connections.ts";
import { type MapPart, partsOf } from "./parts.ts";
import { PipelineMap } from "./pipeline-map.tsx";
import { readVitals, type Vitals } from "./vitals.ts";

const latestMax = 8;

/** Every pipeline at a glance: what leads to what, how it is doing, and what came last. */
export function Home() {
  const stacks = useCloud("stacks", ["cloudformation"], readStacks);
  return (
    <Page title="Home">
      <Alarms />
      <Show of={stacks}>
        {(found) =>
          found.length === 0 ? <Welcome /> : found.map((stack) => <Pipeline key={stack.StackName} stack={stack} />)
        }
      </Show>
      <Latest />
    </Page>
  );
}

interface Drawing {
  readonly parts: readonly MapPart[];
  readonly links: readonly Link[];
}

function Pipeline({ stack }: { readonly stack: Stack }) {
  const key = `${stack.StackName} ${stack.StackStatus} ${stack.resources.length}`;
  const drawing = useCloud<Drawing>(`map ${key}`, ["cloudformation"], async () => {
    const parts = partsOf(stack);
    return { parts, links: await readConnections(parts) };
  });
  const isWell = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stack.StackStatus);
  const isBusy = stack.StackStatus.endsWith("IN_PROGRESS");
  return (
    <Panel
      title={
        <>
          {stack.StackName} <Badge tone={isWell ? "ok" : isBusy ? "busy" : "bad"}>{stack.StackStatus}</Badge>
        </>
      }
      actions={<span class="dim">{countText(stack.resources.length, "resource")}</span>}
    >
      <Show of={drawing}>
        {(drawn) => <LivingMap key={key} name={key} prefix={`${stack.StackName}-`} {...drawn} />}
      </Show>
    </Panel>
  );
}

/** Asks how the parts are once they are drawn: what leads to what need not wait for it. */
function LivingMap({ name, ...map }: Drawing & { readonly name: string; readonly prefix: string }) {
  const vitals = useCloud<ReadonlyMap<string, Vitals>>(
    `vitals ${name}`,
    ["lambda", "states", "dynamodb", "sqs", "sns", "s3"],
    async () => new Map(await Promise.all(map.parts.map(async (part) => [part.id, await readVitals(part)] as const))),
  );
  return <PipelineMap {...map} vitals={vitals.value ?? new Map()} />;
}

const Latest = () => {
  const latest = useCloud("latest", ["dynamodb"], async () => {
    const pipelines = await findPipelines();
    const runs = (await Promise.all(pipelines.map((pipeline) => readRuns(pipeline, latestMax)))).flat();
    return runs.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)).slice(0, latestMax);
  });
  return (
    <Show of={latest}>
      {(runs) =>
        runs.length === 0 ? null : (
          <Panel title="Latest files" actions={<a href={linkTo("files")}>All files</a>}>
            <RunRows runs={runs} />
          </Panel>
        )
      }
    </Show>
  );
};

function Alarms() {
  const alarms = useCloud("firing", ["cloudwatch"], () =>
    call<{ MetricAlarms?: { AlarmName: string; StateReason?: string }[] }>("cloudwatch", "DescribeAlarms", {
      StateValue: "ALARM",
    }),
  );
  const firing = alarms.value?.MetricAlarms ?? [];
  if (firing.length === 0) return null;
  return (
    <ul class="firing" aria-label="Alarms that ring">
      {firing.map(({ AlarmName, StateReason }) => (
        <li key={AlarmName}>
          <Badge tone="bad">alarm</Badge> <a href={linkTo("metrics", AlarmName)}>{AlarmName}</a>{" "}
          <span class="dim">{StateReason}</span>
        </li>
      ))}
    </ul>
  );
}

const Welcome = () => (
  <Empty>
    Nothing is deployed in this region. <code>millrace up examples/orders --samples</code> deploys a pipeline and sends
    it files; any other client of AWS can use this cloud at <code>{location.origin}</code>.
  </Empty>
);
