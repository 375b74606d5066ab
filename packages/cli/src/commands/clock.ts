import { defineCommand } from "../command.ts";
import { localEndpoint } from "../operate/local-endpoint.ts";
import { targetOptions } from "../target.ts";
import { UsageError } from "../usage-error.ts";

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export const command = defineCommand({
  words: "[advance <time>]",
  wordsMax: 2,
  about: `Tells what time it is in the cloud of this machine, or moves it forward, for good: timers, schedules, expiry and retries follow.`,
  options: { endpoint: targetOptions.endpoint, json: { type: "boolean", says: "Print it as JSON" } },
  examples: ["millrace clock", "millrace clock advance 7d", "millrace clock advance 90m"],
  async run({ values, words: [verb, span = ""] }, { config, terminal }) {
    if (verb !== undefined && verb !== "advance") throw new UsageError(`There is no "clock ${verb}": expected advance`);
    const [, count, unit] = /^(\d+)([smhdw])$/.exec(span) ?? [];
    if (verb === "advance" && count === undefined) {
      throw new UsageError(`Cannot advance by "${span}": expected a number with s, m, h, d or w, such as 7d`);
    }
    const { ask } = localEndpoint(values.endpoint, config);
    const { now } = (await (verb === "advance"
      ? ask("/_millrace/clock", { advanceMs: Number(count) * units[unit as keyof typeof units] })
      : ask("/_millrace/clock"))) as { readonly now: string };
    terminal.line(values.json ? JSON.stringify({ now }) : now);
  },
});
