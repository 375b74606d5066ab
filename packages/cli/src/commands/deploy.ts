import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { wallClock } from "@millrace/core";
import { planPipeline } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import { type DeployOptions, execute, proposeDeployment } from "../deploy/deploy.ts";
import { deploymentOptions, parametersOf } from "../deploy/deployment-options.ts";
import { putReference } from "../deploy/put-reference.ts";
import { tellChanges, tellEvent } from "../deploy/tell-changes.ts";
import { tellApplied, tellPlanned } from "../deploy/terraform/tell-terraform.ts";
import { TerraformDeployment, type TerraformOptions } from "../deploy/terraform/terraform-deployment.ts";
import { loadProject } from "../project/load-project.ts";
import { type Clients, clientsOf, targetOf, targetOptions } from "../target.ts";
import { duration, type Terminal } from "../terminal.ts";
import { Obstacle } from "../usage-error.ts";

export const command = defineCommand({
  words: "[folder]",
  wordsMax: 1,
  about: `Deploys a pipeline by CloudFormation or by Terraform: shows what would change, asks, and follows it. The cloud on this
machine is spoken to unless --aws is given; both get the same.`,
  options: {
    ...targetOptions,
    ...deploymentOptions,
    terraform: { type: "boolean", says: "By Terraform, with its state in the account's bucket of artifacts" },
    yes: { type: "boolean", says: "Do not ask" },
    json: { type: "boolean", says: "Print what was changed as JSON" },
  },
  examples: [
    "millrace deploy",
    "millrace deploy examples/orders --aws --region eu-west-1 --bucket acme-orders",
    "millrace deploy --terraform",
  ],
  async run({ values, words }, { config, terminal }) {
    const started = wallClock.now();
    const target = targetOf(values, config);
    const clients = clientsOf(target);
    const folder = resolve(config.workingFolder, words[0] ?? ".");
    const { pipeline, code } = await loadProject(folder);
    const plan = planPipeline(pipeline);
    const bucket = values.bucket ?? plan.bucketName;
    const name = values.name ?? plan.name;
    const deploy = values.terraform
      ? await byTerraform({ plan, code, target, environment: config.environment, folder, name, bucket }, clients)
      : await byCloudFormation({ plan, code, target, clock: wallClock, parameters: parametersOf(values) }, clients);
    if (values.json) {
      if (deploy.changes.length > 0) await deploy.execute(undefined);
      return terminal.line(JSON.stringify({ stack: name, changes: deploy.changes }));
    }
    if (deploy.changes.length === 0) return terminal.line(`Nothing to change: ${name} is as it should be`);
    deploy.show(terminal);
    if (!values.yes && !(await isAgreed(`Deploy to ${target.endpoint ?? `AWS, ${target.region}`}?`))) {
      throw new Obstacle("Nothing was changed");
    }
    await deploy.execute(terminal);
    await putReference(folder, bucket, clients);
    terminal.line(`${terminal.green("deployed")} ${name} ${terminal.dim(`in ${duration(wallClock.now() - started)}`)}`);
  },
});

/** What a tool would change, told and done. */
interface Proposal {
  readonly changes: readonly object[];
  show(terminal: Terminal): void;
  /** Tells of each change on the terminal, where there is one. */
  execute(terminal: Terminal | undefined): Promise<void>;
}

async function byCloudFormation(options: DeployOptions, clients: Clients): Promise<Proposal> {
  const proposed = await proposeDeployment(options, clients);
  const { changes } = proposed;
  return {
    changes,
    show: (terminal) => tellChanges(changes, terminal),
    execute: (terminal) =>
      execute(proposed, { ...options, clients, tell: (event) => terminal && tellEvent(event, terminal) }),
  };
}

async function byTerraform(options: TerraformOptions, clients: Clients): Promise<Proposal> {
  const deployment = await TerraformDeployment.open(options, clients);
  const changes = await deployment.plan();
  return {
    changes,
    show: (terminal) => tellPlanned(changes, terminal),
    execute: (terminal) => deployment.apply((line) => terminal && tellApplied(line, terminal)),
  };
}

/** Only a person can agree; a script says --yes. */
async function isAgreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Obstacle("Cannot ask whether to deploy as there is no terminal: give --yes");
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asked.question(`${question} [y/N] `);
  asked.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
