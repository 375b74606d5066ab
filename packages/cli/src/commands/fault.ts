import { defineCommand } from "../command.ts";
import { localEndpoint } from "../operate/local-endpoint.ts";
import { readDuration } from "../operate/read-duration.ts";
import { targetOptions } from "../target.ts";
import { columns } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

interface Fault {
  readonly id: string;
  readonly service: string;
  readonly operation?: string;
  readonly resource?: string;
  readonly percent: number;
  readonly times?: number;
  readonly until?: number;
  readonly effect: { readonly kind: string; readonly ms?: number; readonly code?: string };
}

const kinds = ["throttle", "fail", "lose", "delay"] as const;

export const command = defineCommand({
  words: "[throttle|fail|lose|delay <service> [<operation>] | clear [<id>]]",
  wordsMax: 3,
  about: `Lets requests go wrong in the cloud of this machine, to see what a pipeline makes of it; without words lists what does.
  throttle  refuses them as too many
  fail      refuses them as the service itself fails, or with --code
  lose      does what they ask, then answers as if it had failed
  delay     does it after --delay
What is set stays, over restarts too, until it is over or cleared. The console and what it shows is not struck.`,
  options: {
    resource: { type: "string", value: "<arn>", says: "Only requests that touch this; * and ? may stand in it" },
    percent: { type: "string", value: "<n>", says: "How many of a hundred requests are struck (100)" },
    times: { type: "string", value: "<n>", says: "Over after so many requests" },
    for: { type: "string", value: "<time>", says: "Over after this time of the cloud's clock: 30s, 10m" },
    delay: { type: "string", value: "<time>", says: "How much later, for delay: 200ms, 5s (1s)" },
    code: { type: "string", value: "<error>", says: "The error to fail with: AccessDeniedException" },
    endpoint: targetOptions.endpoint,
    json: { type: "boolean", says: "Print it as JSON" },
  },
  examples: [
    "millrace fault throttle dynamodb BatchWriteItem --percent 30",
    "millrace fault lose s3 PutObject --times 1",
    "millrace fault delay lambda Invoke --delay 5s --for 10m",
    "millrace fault clear",
  ],
  async run({ values, words: [verb, second, operation] }, { config, terminal }) {
    const { ask } = localEndpoint(values.endpoint, config);
    if (verb !== undefined && verb !== "clear") {
      await ask("/_millrace/faults", { body: faultOf(verb, second, operation, values) });
    } else if (verb === "clear") {
      const which = second === undefined ? "" : `?id=${encodeURIComponent(second)}`;
      await ask(`/_millrace/faults${which}`, { method: "DELETE" });
    }
    const { faults } = (await ask("/_millrace/faults")) as { readonly faults: readonly Fault[] };
    if (values.json) return terminal.line(JSON.stringify({ faults }));
    if (faults.length === 0) return terminal.line("No faults: every request is served as it comes.");
    for (const line of columns([heads, ...faults.map(cellsOf)])) terminal.line(line);
  },
});

type Values = { readonly [Name in "resource" | "percent" | "times" | "for" | "delay" | "code"]: string | undefined };

function faultOf(verb: string, service: string | undefined, operation: string | undefined, values: Values): object {
  const kind = kinds.find((known) => known === verb);
  if (kind === undefined) throw new UsageError(`There is no "fault ${verb}": expected ${kinds.join(", ")} or clear`);
  if (service === undefined) throw new UsageError(`Which service? For example: millrace fault ${kind} dynamodb`);
  return {
    service,
    operation,
    resource: values.resource,
    percent: numberOf("percent", values.percent),
    times: numberOf("times", values.times),
    forMs: values.for === undefined ? undefined : readDuration("for", values.for),
    effect: {
      kind,
      code: values.code,
      ...(kind === "delay" ? { ms: readDuration("delay", values.delay ?? "1s") } : {}),
    },
  };
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === "" || Number.isNaN(value)) throw new UsageError(`--${name} is "${text}": expected a number`);
  return value;
}

const heads = ["fault", "does", "to", "on", "of requests", "left"];

function cellsOf({ id, service, operation, resource, percent, times, until, effect }: Fault): string[] {
  const left = until === undefined ? "until cleared" : `until ${new Date(until).toISOString()}`;
  return [
    id,
    effect.kind === "delay" ? `delay ${effect.ms} ms` : (effect.code ?? effect.kind),
    `${service}:${operation ?? "*"}`,
    resource ?? "anything",
    `${percent} %`,
    times === undefined ? left : `${times} requests`,
  ];
}
