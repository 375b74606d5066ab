import { resolve } from "node:path";
import { DeleteChangeSetCommand, DeleteStackCommand } from "@aws-sdk/client-cloudformation";
import { wallClock } from "@millrace/core";
import { planPipeline } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import { proposeDeployment } from "../deploy/deploy.ts";
import { deploymentOptions, parametersOf } from "../deploy/deployment-options.ts";
import { tellChanges } from "../deploy/tell-changes.ts";
import { loadProject } from "../project/load-project.ts";
import { clientsOf, targetOf, targetOptions } from "../target.ts";

export const command = defineCommand({
  words: "[folder]",
  wordsMax: 1,
  about: `Tells what \`millrace deploy\` would change, resource by resource and property by property, and changes nothing.
Ends with 1 when there is something to change.`,
  options: { ...targetOptions, ...deploymentOptions, json: { type: "boolean", says: "Print the changes as JSON" } },
  examples: ["millrace diff", "millrace diff examples/orders --aws --json"],
  async run({ values, words }, { config, terminal }) {
    const target = targetOf(values, config);
    const clients = clientsOf(target);
    const { pipeline, code } = await loadProject(resolve(config.workingFolder, words[0] ?? "."));
    const plan = planPipeline(pipeline);
    const proposed = await proposeDeployment(
      { plan, code, target, clock: wallClock, parameters: parametersOf(values) },
      clients,
    );
    const { stackName, changeSet, changes, isNew } = proposed;
    if (changes.length > 0) {
      await clients.cloudformation.send(new DeleteChangeSetCommand({ StackName: stackName, ChangeSetName: changeSet }));
      if (isNew) await clients.cloudformation.send(new DeleteStackCommand({ StackName: stackName }));
      process.exitCode = 1;
    }
    if (values.json) return terminal.line(JSON.stringify({ stack: stackName, changes }));
    if (changes.length === 0) return terminal.line(`Nothing to change: ${stackName} is as it should be`);
    tellChanges(changes, terminal);
  },
});
