import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { wallClock } from "@millrace/core";
import type { Run, Tools } from "@millrace/handlers";
import { type Plan, planPipeline } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import { type DeployOptions, execute, proposeDeployment } from "../deploy/deploy.ts";
import { putReference } from "../deploy/put-reference.ts";
import { tellEvent } from "../deploy/tell-changes.ts";
import { openCloud } from "../open-cloud.ts";
import { toolsOf } from "../operate/open-pipeline.ts";
import { readPort, stopOnSignal } from "../process.ts";
import { debugged } from "../project/debugged.ts";
import { followSources } from "../project/follow-sources.ts";
import { loadProject, type Project } from "../project/load-project.ts";
import type { SourceWatcher } from "../project/watch-sources.ts";
import { printRuns } from "../runs/print-run.ts";
import { sendSamples } from "../runs/send-samples.ts";
import { awaitRuns, watchRuns } from "../runs/watch-runs.ts";
import { type Clients, clientsOf } from "../target.ts";
import { duration, type Terminal } from "../terminal.ts";
import { Obstacle } from "../usage-error.ts";

export const command = defineCommand({
  words: "[folder]",
  wordsMax: 1,
  about: `Starts the cloud on this machine, deploys the pipeline in the folder (default: here) to it by CloudFormation, with the template
that would go to AWS, and follows what happens to every file that arrives.`,
  options: {
    samples: { type: "boolean", says: "Send the pipeline's sample files" },
    port: { type: "string", value: "<n>", says: "Port to listen on; 0 takes any that is free (default 4566)" },
    data: { type: "string", value: "<folder>", says: "Where everything is kept (default .millrace)" },
    ephemeral: { type: "boolean", says: "Keep nothing" },
    region: { type: "string", value: "<name>", says: "Region to deploy to", default: "us-east-1" },
    inspect: {
      type: "string",
      value: "<port>",
      says: "Let a debugger attach to the function (9229 where no port is given), and give it 15 minutes",
    },
    "no-watch": { type: "boolean", says: "Do not build and deploy again when a source changes" },
    once: { type: "boolean", says: "Stop when everything that was sent is done" },
  },
  examples: ["millrace up", "millrace up examples/orders --samples"],
  async run({ values, words }, { config, terminal }) {
    const started = wallClock.now();
    const folder = resolve(config.workingFolder, words[0] ?? ".");
    const inspectPort = values.inspect === undefined ? undefined : readPort(values.inspect);
    const load = () => loadProject(folder, { isDebugged: inspectPort !== undefined });
    const project = await load();
    const cloud = await openCloud(
      { port: readPort(values.port), data: values.data, isEphemeral: values.ephemeral },
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

    const target = { endpoint: cloud.endpoint, region: values.region };
    const clients = clientsOf(target);
    const deploymentOf = (next: Project): DeployOptions => {
      const plan = planPipeline(next.pipeline);
      return {
        plan: inspectPort === undefined ? plan : debugged(plan, inspectPort),
        code: next.code,
        target,
        clock: wallClock,
      };
    };
    const deployment = deploymentOf(project);
    terminal.line(`\nDeploying ${terminal.bold(project.pipeline.name)}`);
    const changes = await deploy(deployment, clients, terminal);
    const what = changes.length === 0 ? "nothing to change" : `${changes.length} resources`;
    terminal.line(terminal.dim(`  ${what}, done in ${duration(wallClock.now() - started)}`));

    await putReference(folder, deployment.plan.bucketName, clients);

    const showing = { project, plan: deployment.plan, region: target.region, clients, terminal };
    const { name, bucketName: bucket } = deployment.plan;
    const tools = toolsOf(project.pipeline, { name, bucket, target });
    const told = values.samples ? await showSamples({ ...showing, tools }) : [];
    if (values.once) {
      await cloud.stop();
      process.exit(0);
    }
    tellHow({ ...showing, endpoint: cloud.endpoint, config, isKept: !values.ephemeral });
    if (!values["no-watch"]) {
      watcher = followSources({
        project,
        load,
        terminal,
        deploy: (next) => deploy(deploymentOf(next), clients, undefined),
      });
    }
    if (inspectPort !== undefined) {
      terminal.line(`Attach a debugger to 127.0.0.1:${inspectPort} once a file has arrived.\n`);
    }
    for await (const runs of watchRuns({ tools, clock: wallClock, told, signal: stopped.signal })) {
      await printRuns(runs, tools, terminal);
    }
  },
});

/** Answers what was changed. Tells of each resource where there is a terminal. */
async function deploy(options: DeployOptions, clients: Clients, terminal: Terminal | undefined): Promise<string[]> {
  const proposed = await proposeDeployment(options, clients);
  if (proposed.changes.length === 0) return [];
  await execute(proposed, {
    ...options,
    clients,
    tell: (event) => {
      if (terminal !== undefined) tellEvent(event, terminal);
    },
  });
  return proposed.changes.map(({ ResourceChange: change }) => change?.LogicalResourceId ?? "");
}

interface Showing {
  readonly project: Project;
  readonly plan: Plan;
  readonly region: string;
  readonly clients: Clients;
  readonly terminal: Terminal;
}

async function showSamples({
  project,
  plan,
  clients,
  tools,
  terminal,
}: Showing & { readonly tools: Tools }): Promise<Run[]> {
  const folder = join(project.folder, "samples");
  if (!existsSync(folder)) throw new Obstacle(`Cannot send samples as there is no folder "${folder}"`);
  terminal.line("\nSending the sample files");
  const sent = await sendSamples({
    folder,
    clients,
    bucket: plan.bucketName,
    prefix: project.pipeline.source.prefix,
    isKnown: async (runId) => (await tools.ledger.find(runId)) !== undefined,
  });
  const runs = await awaitRuns(
    sent.map(({ runId }) => runId),
    {
      tools,
      clock: wallClock,
      onWaiting: (waitedMs) =>
        terminal.line(
          terminal.dim(
            `  still working after ${duration(waitedMs)}; to look inside: aws logs filter-log-events --log-group-name ${logGroupOf(plan)}`,
          ),
        ),
    },
  );
  await printRuns(runs, tools, terminal);
  return runs;
}

/** Of the function that hears of files first. */
const logGroupOf = (plan: Plan): string =>
  `/aws/lambda/${plan.name}-${plan.parts.some(({ id }) => id === "FileFunction") ? "file" : "plan"}`;

function tellHow(
  options: Showing & {
    readonly endpoint: string;
    readonly config: { readonly workingFolder: string };
    readonly isKept: boolean;
  },
): void {
  const { plan, project, region, endpoint, config, isKept, terminal } = options;
  const sample = relative(config.workingFolder, join(project.folder, "samples/orders.csv"));
  const file = existsSync(join(config.workingFolder, sample)) ? sample : "FILE";
  const place = relative(config.workingFolder, project.folder);
  const at = `${place === "" ? "" : ` --folder ${place}`}${endpoint.endsWith(":4566") ? "" : ` --endpoint ${endpoint}`}`;
  const { source, sinks } = project.pipeline;
  const [extension] = Object.keys(source.formats);
  const [table] = Object.values(sinks).flatMap((sink) => (sink.kind === "postgres" ? sink.table : []));
  const rows =
    table === undefined
      ? `aws dynamodb scan --table-name ${plan.name} --max-items 5`
      : `npx millrace query "SELECT * FROM ${table} LIMIT 5"${at}`;
  terminal.line(`
Send your own file, with any client of AWS:
  export AWS_ENDPOINT_URL=${endpoint} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=${region}
  aws s3 cp ${file} s3://${plan.bucketName}/${project.pipeline.source.prefix}my-partner/my-file.${extension}

Look at what became of it, at ${endpoint}/_console or by
  npx millrace runs${at}
  ${rows}
  aws logs filter-log-events --log-group-name ${logGroupOf(plan)}

Files are followed here as they arrive, and the sources as you change them. ${terminal.dim(`Ctrl-C stops; ${isKept ? "everything" : "nothing"} is kept.`)}
`);
}
