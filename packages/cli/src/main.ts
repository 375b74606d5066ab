import manifest from "../package.json" with { type: "json" };
import { type Command, helpOf } from "./command.ts";
import { readConfig } from "./config.ts";
import { createTerminal } from "./terminal.ts";
import { Obstacle, UsageError } from "./usage-error.ts";

type Loaded = { readonly command: Command };

/** Every command is loaded only when it is called. */
const commands: Readonly<Record<string, { readonly says: string; readonly load: () => Promise<Loaded> }>> = {
  up: {
    says: "Start the cloud, deploy a pipeline to it, and follow its files",
    load: () => import("./commands/up.ts"),
  },
  cloud: { says: "Start the bare cloud, for any client of AWS", load: () => import("./commands/cloud.ts") },
  synth: { says: "Write the CloudFormation template or the Terraform root", load: () => import("./commands/synth.ts") },
  diff: { says: "Tell what deploying would change", load: () => import("./commands/diff.ts") },
  deploy: { says: "Deploy a pipeline by CloudFormation", load: () => import("./commands/deploy.ts") },
  destroy: { says: "Delete a deployment; what holds data stays", load: () => import("./commands/destroy.ts") },
  audit: { says: "Tell what every role may do, did, and needs", load: () => import("./commands/audit.ts") },
};

const usage = `millrace ${manifest.version}: files in, trusted rows out

Usage: millrace <command> [options]

Commands:
${Object.entries(commands)
  .map(([name, { says }]) => `  ${name.padEnd(8)}${says}`)
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
  await loaded.run(withOptionalValues(rest), { config, terminal: createTerminal(config) });
}

/** The port of --inspect may be left out, as with Node's own. */
const withOptionalValues = (words: readonly string[]): string[] =>
  words.flatMap((word, at) =>
    word === "--inspect" && !/^\d+$/.test(words[at + 1] ?? "") ? ["--inspect", "9229"] : word,
  );

main(process.argv.slice(2)).catch((error: unknown) => {
  const { debug } = readConfig();
  // Told by name: every command is a bundle with classes of its own.
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const isUsage = name === UsageError.name;
  const isExpected = isUsage || name === Obstacle.name;
  process.stderr.write(`${isExpected && !debug ? message : (stack ?? message)}\n`);
  if (isUsage) process.stderr.write("Ask for help with: millrace --help\n");
  process.exit(isUsage ? 2 : 1);
});
