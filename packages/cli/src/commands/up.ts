import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { wallClock } from "@millrace/core";
import type { Run } from "@millrace/handlers";
import { type Plan, planPipeline } from "@millrace/plan";
import type { Command } from "../command.ts";
import { localClients } from "../deploy/clients.ts";
import { type Deployed, deploy } from "../deploy/deploy.ts";
import { openCloud } from "../open-cloud.ts";
import { readPort, stopOnSignal } from "../process.ts";
import { loadProject, type Project } from "../project/load-project.ts";
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
  --once             Stop when everything that was sent is done
`;

const options = {
  samples: { type: "boolean" },
  port: { type: "string" },
  data: { type: "string" },
  ephemeral: { type: "boolean" },
  region: { type: "string" },
  once: { type: "boolean" },
  help: { type: "boolean" },
} as const;

const account = "000000000000";

export const run: Command = async (words, { config, terminal }) => {
  const { values, positionals } = readWords(words);
  if (values.help) return terminal.line(usage);
  const started = wallClock.now();
  const folder = resolve(config.workingFolder, positionals[0] ?? ".");
  const project = await loadProject(folder);
  const cloud = await openCloud(
    { port: readPort(values.port), data: values.data, isEphemeral: values.ephemeral === true },
    { config, terminal },
  );
  const stopped = new AbortController();
  stopOnSignal(async () => {
    stopped.abort();
    await cloud.stop();
  });
  terminal.line(
    `${terminal.bold("Millrace")} runs at ${terminal.bold(cloud.endpoint)} ${terminal.dim(`(${cloud.keeps})`)}`,
  );

  const plan = planPipeline(project.pipeline, { account, region: values.region ?? "us-east-1" });
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
  for await (const runs of watchRuns({ ledger, clock: wallClock, told, signal: stopped.signal })) {
    await printRuns(runs, ledger, terminal);
  }
};

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

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

Files are followed here as they arrive. ${terminal.dim("Ctrl-C stops; everything is kept.")}
`);
}
