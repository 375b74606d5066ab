import { defineCommand } from "../command.ts";
import { localEndpoint } from "../operate/local-endpoint.ts";
import { readDuration } from "../operate/read-duration.ts";
import { targetOptions } from "../target.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "[advance <time>]",
  wordsMax: 2,
  about: `Tells what time it is in the cloud of this machine, or moves it forward, for good: timers, schedules, expiry and retries follow.`,
  options: { endpoint: targetOptions.endpoint, json: { type: "boolean", says: "Print it as JSON" } },
  examples: ["millrace clock", "millrace clock advance 7d", "millrace clock advance 90m"],
  async run({ values, words: [verb, span = ""] }, { config, terminal }) {
    if (verb !== undefined && verb !== "advance") throw new UsageError(`There is no "clock ${verb}": expected advance`);
    const { ask } = localEndpoint(values.endpoint, config);
    const { now } = (await (verb === "advance"
      ? ask("/_millrace/clock", { body: { advanceMs: readDuration("The time to advance by", span) } })
      : ask("/_millrace/clock"))) as { readonly now: string };
    terminal.line(values.json ? JSON.stringify({ now }) : now);
  },
});
