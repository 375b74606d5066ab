import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { wallClock } from "@millrace/core";
import { planPipeline } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import { execute, proposeDeployment } from "../deploy/deploy.ts";
import { deploymentOptions, parametersOf } from "../deploy/deployment-options.ts";
import { putReference } from "../deploy/put-reference.ts";
import { tellChanges, tellEvent } from "../deploy/tell-changes.ts";
import { loadProject } from "../project/load-project.ts";
import { clientsOf, targetOf, targetOptions } from "../target.ts";
import { duration } from "../terminal.ts";
import { Obstacle } from "../usage-error.ts";

export const command = defineCommand({
  words: "[folder]",
  wordsMax: 1,
  about: `Deploys a pipeline by CloudFormation: shows what would change, asks, and follows it. The cloud on this machine is spoken to
unless --aws is given; both get the same template.`,
  options: {
    ...targetOptions,
    ...deploymentOptions,
    yes: { type: "boolean", says: "Do not ask" },
    json: { type: "boolean", says: "Print what was changed as JSON" },
  },
  examples: ["millrace deploy", "millrace deploy examples/orders --aws --region eu-west-1 --bucket acme-orders"],
  async run({ values, words }, { config, terminal }) {
    const started = wallClock.now();
    const target = targetOf(values, config);
    const clients = clientsOf(target);
    const folder = resolve(config.workingFolder, words[0] ?? ".");
    const { pipeline, code } = await loadProject(folder);
    const plan = planPipeline(pipeline);
    const options = { plan, code, target, clock: wallClock, parameters: parametersOf(values) };
    const proposed = await proposeDeployment(options, clients);
    if (values.json) {
      if (proposed.changes.length > 0) await execute(proposed, { ...options, clients, tell: () => undefined });
      return terminal.line(JSON.stringify({ stack: proposed.stackName, changes: proposed.changes }));
    }
    if (proposed.changes.length === 0)
      return terminal.line(`Nothing to change: ${proposed.stackName} is as it should be`);
    tellChanges(proposed.changes, terminal);
    if (!values.yes && !(await isAgreed(`Deploy to ${target.endpoint ?? `AWS, ${target.region}`}?`))) {
      throw new Obstacle("Nothing was changed");
    }
    await execute(proposed, { ...options, clients, tell: (event) => tellEvent(event, terminal) });
    await putReference(folder, values.bucket ?? plan.bucketName, clients);
    terminal.line(
      `${terminal.green("deployed")} ${proposed.stackName} ${terminal.dim(`in ${duration(wallClock.now() - started)}`)}`,
    );
  },
});

/** Only a person can agree; a script says --yes. */
async function isAgreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Obstacle("Cannot ask whether to deploy as there is no terminal: give --yes");
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asked.question(`${question} [y/N] `);
  asked.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
