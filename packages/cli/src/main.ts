import manifest from "../package.json" with { type: "json" };
import { type Commands, helpOf } from "./command.ts";
import { readConfig } from "./config.ts";
import { explained } from "./explained.ts";
import { createTerminal } from "./terminal.ts";
import { Obstacle, UsageError } from "./usage-error.ts";

const commands: Commands = {
  up: {
    says: "Start the cloud, deploy a pipeline to it, and follow its files",
    load: () => import("./commands/up.ts"),
  },
  cloud: { says: "Start the bare cloud, for any client of AWS", load: () => import("./commands/cloud.ts") },
  new: { says: "Begin a pipeline, from a file of a partner", load: () => import("./commands/new.ts") },
  send: { says: "Send files, and follow each until its rows are stored", load: () => import("./commands/send.ts") },
  runs: { says: "List what became of files", load: () => import("./commands/runs.ts") },
  run: { says: "Tell everything about one run", load: () => import("./commands/run.ts") },
  rejects: { says: "List the rejected records of a run", load: () => import("./commands/rejects.ts") },
  replay: { says: "Send the rejected records of a run again", load: () => import("./commands/replay.ts") },
  reprocess: { says: "Have files read again", load: () => import("./commands/reprocess.ts") },
  check: { says: "Tell every error in a file of this machine", load: () => import("./commands/check.ts") },
  infer: { says: "Write a first schema for a file", load: () => import("./commands/infer.ts") },
  query: { says: "Show rows by their key", load: () => import("./commands/query.ts") },
  logs: { says: "Print what functions have logged", load: () => import("./commands/logs.ts") },
  synth: { says: "Write the CloudFormation template or the Terraform root", load: () => import("./commands/synth.ts") },
  diff: { says: "Tell what deploying would change", load: () => import("./commands/diff.ts") },
  deploy: { says: "Deploy a pipeline by CloudFormation or Terraform", load: () => import("./commands/deploy.ts") },
  destroy: { says: "Delete a deployment; what holds data stays", load: () => import("./commands/destroy.ts") },
  cost: { says: "Estimate what a pipeline costs on AWS", load: () => import("./commands/cost.ts") },
  clock: { says: "Tell or move the cloud's time", load: () => import("./commands/clock.ts") },
  fault: { says: "Let requests of the cloud go wrong", load: () => import("./commands/fault.ts") },
  state: { says: "Save, load or empty the whole cloud", load: () => import("./commands/state.ts") },
  env: { says: "Print what a shell needs to speak to the cloud", load: () => import("./commands/env.ts") },
  doctor: { says: "Look for what stands in the way", load: () => import("./commands/doctor.ts") },
  completion: { says: "Print completions for bash, zsh or fish", load: () => import("./commands/completion.ts") },
  audit: { says: "Tell what every role may do, did, and needs", load: () => import("./commands/audit.ts") },
  reach: { says: "Tell how one thing reaches another, or what is missing", load: () => import("./commands/reach.ts") },
};

const usage = `millrace ${manifest.version}: files in, trusted rows out

Usage: millrace <command> [options]

Commands:
${Object.entries(commands)
  .map(([name, { says }]) => `  ${name.padEnd(12)}${says}`)
  .join("\n")}

Options:
  --help     Show help, also of a command: millrace up --help
  --version  Show the version

Examples:
  millrace up examples/orders --samples
  millrace cloud --port 4566 --data .millrace
`;

async function main(words: readonly string[]): Promise<void> {
  const [name = "--help", ...rest] = words;
  if (name === "--version") return void process.stdout.write(`${manifest.version}\n`);
  if (name === "--help" || name === "help") return void process.stdout.write(usage);
  const command = commands[name];
  if (command === undefined)
    throw new UsageError(`There is no command "${name}": expected ${Object.keys(commands).join(" or ")}`);
  const config = readConfig();
  const loaded = (await command.load()).command;
  if (rest.includes("--help")) return void process.stdout.write(helpOf(name, loaded));
  await loaded.run(withOptionalValues(rest), { config, terminal: createTerminal(config), commands });
}

/** The port of --inspect may be left out, as with Node's own. */
const withOptionalValues = (words: readonly string[]): string[] =>
  words.flatMap((word, at) =>
    word === "--inspect" && !/^\d+$/.test(words[at + 1] ?? "") ? ["--inspect", "9229"] : word,
  );

// Whoever reads a list may stop in the middle of it, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

main(process.argv.slice(2)).catch((thrown: unknown) => {
  const { debug } = readConfig();
  const error = debug ? thrown : explained(thrown);
  // Told by name: every command is a bundle with classes of its own.
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const isUsage = name === UsageError.name;
  const isExpected = isUsage || name === Obstacle.name;
  process.stderr.write(`${isExpected && !debug ? message : (stack ?? message)}\n`);
  if (isUsage) process.stderr.write("Ask for help with: millrace --help\n");
  process.exit(isUsage ? 2 : 1);
});
