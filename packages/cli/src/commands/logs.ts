import { type FilteredLogEvent, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { sleep, wallClock } from "@millrace/core";
import { planPipeline } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import { unless } from "../deploy/is-error.ts";
import { type OpenPipeline, openPipeline, pipelineOptions } from "../operate/open-pipeline.ts";
import { UsageError } from "../usage-error.ts";

const pollMs = 500;
const sinceDefault = "1h";
const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const command = defineCommand({
  words: "[function]",
  wordsMax: 1,
  about:
    "Prints what the pipeline's functions have written to their logs, of all or of one: file, plan, consolidate ...",
  options: {
    ...pipelineOptions,
    filter: { type: "string", value: "<pattern>", says: "Only events that match, as CloudWatch Logs takes patterns" },
    since: { type: "string", value: "<time>", says: "How far back: 30s, 10m, 2h, 1d", default: sinceDefault },
    follow: { type: "boolean", says: "Go on as new events come" },
    json: { type: "boolean", says: "Print one JSON object per event" },
  },
  examples: ["millrace logs", "millrace logs file --filter ERROR --since 1d", "millrace logs --follow"],
  async run({ values, words: [word] }, { config, terminal }) {
    const opened = await openPipeline(values, config);
    const names = functionsOf(opened);
    if (word !== undefined && !names.includes(word)) {
      throw new UsageError(`There is no function "${word}": expected one of ${names.join(", ")}`);
    }
    const functions = word === undefined ? names : [word];
    const seen = new Set<string>();
    for (let startTime = wallClock.now() - readSpan(values.since); ; await sleep(wallClock, pollMs)) {
      for (const event of await freshEvents(opened, functions, { startTime, filter: values.filter, seen })) {
        startTime = Math.max(startTime, event.timestamp ?? 0);
        const at = new Date(event.timestamp ?? 0).toISOString();
        const { fn, message = "" } = event;
        if (values.json) terminal.line(JSON.stringify({ at, function: fn, message }));
        else terminal.line(`${terminal.dim(`${at} ${fn}`)} ${message.trimEnd()}`);
      }
      if (!values.follow) return;
    }
  },
});

type FunctionEvent = FilteredLogEvent & { readonly fn: string };

interface Wanted {
  readonly startTime: number;
  readonly filter: string | undefined;
  /** The IDs of events that have been told. */
  readonly seen: Set<string>;
}

/** Events of all these functions that have not been told yet, in the order of time. */
async function freshEvents(
  opened: OpenPipeline,
  functions: readonly string[],
  wanted: Wanted,
): Promise<FunctionEvent[]> {
  const all: FunctionEvent[] = [];
  for (const fn of functions) all.push(...(await eventsOf(opened, fn, wanted)));
  const fresh = all.filter(({ eventId = "" }) => !wanted.seen.has(eventId));
  for (const { eventId = "" } of fresh) wanted.seen.add(eventId);
  return fresh.sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
}

/** What the names of the functions end with. */
const functionsOf = ({ pipeline }: OpenPipeline): string[] =>
  planPipeline(pipeline).parts.flatMap((part) =>
    part.kind === "function" ? [String(part.name.at(-1)).replace(/^-/, "")] : [],
  );

async function eventsOf(
  { name, clients }: OpenPipeline,
  fn: string,
  { startTime, filter }: Wanted,
): Promise<FunctionEvent[]> {
  const events: FunctionEvent[] = [];
  const pages = paginateFilterLogEvents(
    { client: clients.logs },
    {
      logGroupName: `/aws/lambda/${name}-${fn}`,
      startTime,
      ...(filter === undefined ? {} : { filterPattern: filter }),
    },
  );
  const read = async (): Promise<true> => {
    for await (const page of pages) for (const event of page.events ?? []) events.push({ ...event, fn });
    return true;
  };
  await unless(read(), "ResourceNotFoundException");
  return events;
}

function readSpan(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count === undefined)
    throw new UsageError(`Cannot go back "${text}": expected a number with s, m, h or d, such as 10m`);
  return Number(count) * units[unit as keyof typeof units];
}
