import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { wallClock } from "@millrace/core";
import type { Run } from "@millrace/handlers";
import { type Plan, planPipeline } from "@millrace/plan";
import type { Command } from "../command.ts";
import { localClients } from "../deploy/clients.ts";
import { type Deployed, type DeployOptions, deploy } from "../deploy/deploy.ts";
import { openCloud } from "../open-cloud.ts";
import { readPort, stopOnSignal } from "../process.ts";
import { debugged } from "../project/debugged.ts";
import { followSources } from "../project/follow-sources.ts";
import { loadProject, type Project } from "../project/load-project.ts";
import type { SourceWatcher } from "../project/watch-sources.ts";
import { Ledger } from "../runs/ledger.ts";
import { printRuns } from "../runs/print-run.ts";
import { sendSamples } from "../runs/send-samples.ts";
import { awaitRuns, watchRuns } from "../runs/watch-runs.ts";
import { duration, type Terminal } from "../terminal.ts";
import { Obstacle, UsageError } from "../usage-error.ts";

const usage = `Usage: millrace up [folder] [options]

Starts the cloud on this machine, deploys the pipeline in the folder (default: here) to it through AWS's own APIs,
and follows what happens to every file that arrives.

Options:
  --samples          Send the pipeline's sample files
  --port <n>         Port to listen on; 0 takes any that is free (default 4566)
  --data <folder>    Where everything is kept (default .millrace)
  --ephemeral        Keep nothing
  --region <name>    Region to deploy to (default us-east-1)
  --inspect [port]   Let a debugger attach to the function (default 9229), and give it 15 minutes
  --no-watch         Do not build and deploy again when a source changes
  --once             Stop when everything that was sent is done
`;

const options = {
  samples: { type: "boolean" },
  port: { type: "string" },
  data: { type: "string" },
  ephemeral: { type: "boolean" },
  region: { type: "string" },
  once: { type: "boolean" },
  inspect: { type: "string" },
  "no-watch": { type: "boolean" },
  help: { type: "boolean" },
} as const;

const account = "000000000000";

export const run: Command = async (words, { config, terminal }) => {
  const { values, positionals } = readWords(words);
  if (values.help) return terminal.line(usage);
  const started = wallClock.now();
  const folder = resolve(config.workingFolder, positionals[0] ?? ".");
  const inspectPort = values.inspect === undefined ? undefined : readPort(values.inspect);
  const load = () => loadProject(folder, { isDebugged: inspectPort !== undefined });
  const project = await load();
  const cloud = await openCloud(
    { port: readPort(values.port), data: values.data, isEphemeral: values.ephemeral === true },
    { config, terminal },
  );
  const stopped = new AbortController();
  let watcher: SourceWatcher | undefined;
  stopOnSignal(async () => {
    stopped.abort();
    watcher?.stop();
    await cloud.stop();
  });
  terminal.line(
    `${terminal.bold("Millrace")} runs at ${terminal.bold(cloud.endpoint)} ${terminal.dim(`(${cloud.keeps})`)}`,
  );

  const planOf = ({ pipeline }: Project): Plan => {
    const plan = planPipeline(pipeline, { account, region: values.region ?? "us-east-1" });
    return inspectPort === undefined ? plan : debugged(plan, inspectPort);
  };
  const plan = planOf(project);
  const clients = localClients(cloud.endpoint, plan.region);
  terminal.line(`\nDeploying ${terminal.bold(plan.pipeline)}`);
  await deploy({ plan, code: project.code, clients, tell: (deployed) => tellDeployed(deployed, terminal) });
  terminal.line(terminal.dim(`  done in ${duration(wallClock.now() - started)}`));

  const ledger = new Ledger({ table: project.pipeline.name, pipeline: project.pipeline.name, clients });
  const told = values.samples ? await showSamples({ project, plan, clients, ledger, terminal }) : [];
  tellHow({ plan, project, endpoint: cloud.endpoint, config, terminal });
  if (values.once) {
    await cloud.stop();
    process.exit(0);
  }
  if (!values["no-watch"]) {
    watcher = followSources({
      project,
      load,
      terminal,
      deploy: (next) => deployAgain({ plan: planOf(next), code: next.code, clients }),
    });
  }
  if (inspectPort !== undefined) {
    terminal.line(`Attach a debugger to 127.0.0.1:${inspectPort} once a file has arrived.\n`);
  }
  for await (const runs of watchRuns({ ledger, clock: wallClock, told, signal: stopped.signal })) {
    await printRuns(runs, ledger, terminal);
  }
};

/** Answers what was changed. */
async function deployAgain(options: Omit<DeployOptions, "tell">): Promise<string[]> {
  const changed: string[] = [];
  await deploy({
    ...options,
    tell: ({ kind, name, change }) => {
      if (change !== "unchanged") changed.push(`${kind} ${name}`);
    },
  });
  return changed;
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: withInspectPort(words), options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The port may be left out, as with Node's own --inspect. */
const withInspectPort = (words: readonly string[]): string[] =>
  words.flatMap((word, at) =>
    word === "--inspect" && !/^\d+$/.test(words[at + 1] ?? "") ? ["--inspect", "9229"] : word,
  );

function tellDeployed({ kind, name, change }: Deployed, terminal: Terminal): void {
  const paint = change === "unchanged" ? terminal.dim : terminal.green;
  terminal.line(`  ${kind.padEnd(11)}${name.padEnd(32)}${paint(change)}`);
}

interface Showing {
  readonly project: Project;
  readonly plan: Plan;
  readonly clients: ReturnType<typeof localClients>;
  readonly ledger: Ledger;
  readonly terminal: Terminal;
}

async function showSamples({ project, plan, clients, ledger, terminal }: Showing): Promise<Run[]> {
  const folder = join(project.folder, "samples");
  if (!existsSync(folder)) throw new Obstacle(`Cannot send samples as there is no folder "${folder}"`);
  terminal.line("\nSending the sample files");
  const sent = await sendSamples({
    folder,
    clients,
    bucket: bucketOf(plan),
    prefix: project.pipeline.source.prefix,
    isKnown: async (runId) => (await ledger.run(runId)) !== undefined,
  });
  const runs = await awaitRuns(
    sent.map(({ runId }) => runId),
    {
      ledger,
      clock: wallClock,
      onWaiting: (waitedMs) =>
        terminal.line(
          terminal.dim(
            `  still working after ${duration(waitedMs)}; to look inside: aws logs filter-log-events --log-group-name ${logGroupOf(plan)}`,
          ),
        ),
    },
  );
  await printRuns(runs, ledger, terminal);
  return runs;
}

const logGroupOf = (plan: Plan): string => plan.resources.find(({ kind }) => kind === "log-group")?.name ?? "";

const bucketOf = (plan: Plan): string => plan.resources.find(({ kind }) => kind === "bucket")?.name ?? "";

function tellHow(options: {
  readonly plan: Plan;
  readonly project: Project;
  readonly endpoint: string;
  readonly config: { readonly workingFolder: string };
  readonly terminal: Terminal;
}): void {
  const { plan, project, endpoint, config, terminal } = options;
  const sample = relative(config.workingFolder, join(project.folder, "samples/orders.csv"));
  const file = existsSync(join(config.workingFolder, sample)) ? sample : "FILE";
  terminal.line(`
Send your own file, with any client of AWS:
  export AWS_ENDPOINT_URL=${endpoint} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=${plan.region}
  aws s3 cp ${file} s3://${bucketOf(plan)}/${project.pipeline.source.prefix}my-partner/my-file.csv

Look at what became of it:
  aws dynamodb scan --table-name ${plan.pipeline} --max-items 5
  aws logs filter-log-events --log-group-name ${logGroupOf(plan)}

Files are followed here as they arrive, and the sources as you change them. ${terminal.dim("Ctrl-C stops; everything is kept.")}
`);
}
