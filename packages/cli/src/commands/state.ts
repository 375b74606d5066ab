import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defineCommand } from "../command.ts";
import { localEndpoint } from "../operate/local-endpoint.ts";
import { targetOptions } from "../target.ts";
import { UsageError } from "../usage-error.ts";

const actions = ["save", "load", "reset"] as const;

export const command = defineCommand({
  words: "<save|load> <file> | reset",
  wordsMax: 2,
  about: `Saves all that the cloud of this machine holds into one file, puts a saved state in its place, or empties it.
Buckets, tables, functions, databases, executions that run, the clock: everything. Requests wait meanwhile, functions that run
are ended and started again as after a restart. What was there before load and reset is gone.`,
  options: {
    yes: { type: "boolean", says: "Do not ask before load and reset" },
    endpoint: targetOptions.endpoint,
    json: { type: "boolean", says: "Print it as JSON" },
  },
  examples: ["millrace state save seeded.zip", "millrace state load seeded.zip --yes", "millrace state reset --yes"],
  async run({ values, words: [verb = "", path = ""] }, { config, terminal }) {
    const action = actionOf(verb, path, values.yes);
    const file = action === "reset" ? undefined : resolve(config.workingFolder, path);
    if (action === "load" && !existsSync(file ?? "")) {
      throw new UsageError(`Cannot load "${path}" as there is no such file`);
    }
    const { ask, endpoint } = localEndpoint(values.endpoint, config);
    const { bytes = 0 } = (await ask("/_millrace/state", { body: { action, file } })) as { readonly bytes?: number };
    if (values.json) return terminal.line(JSON.stringify({ action, file, endpoint }));
    terminal.line(
      {
        reset: `The cloud at ${endpoint} is empty`,
        load: `The cloud at ${endpoint} is as it was saved in ${path}`,
        save: `Saved into ${path} (${(bytes / 1024 / 1024).toFixed(1)} MiB)`,
      }[action],
    );
  },
});

function actionOf(verb: string, path: string, isSure: boolean): (typeof actions)[number] {
  const action = actions.find((known) => known === verb);
  if (action === undefined) throw new UsageError(`There is no "state ${verb}": expected ${actions.join(", ")}`);
  if (action !== "reset" && path === "") throw new UsageError(`Which file? For example: state ${action} seeded.zip`);
  if (action !== "save" && !isSure) {
    throw new UsageError(`state ${action} takes away all that the cloud holds: give --yes if that is meant`);
  }
  return action;
}
