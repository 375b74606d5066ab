import { resolve } from "node:path";
import { DeleteStackCommand, type StackEvent } from "@aws-sdk/client-cloudformation";
import { randomIds, wallClock } from "@millrace/core";
import { planPipeline } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import type { Config } from "../config.ts";
import { findStack } from "../deploy/change-set.ts";
import { pollMsOf } from "../deploy/deploy.ts";
import { followStack } from "../deploy/follow-stack.ts";
import { tellEvent } from "../deploy/tell-changes.ts";
import type { TerraformLine } from "../deploy/terraform/run-terraform.ts";
import { tellApplied } from "../deploy/terraform/tell-terraform.ts";
import { TerraformDeployment } from "../deploy/terraform/terraform-deployment.ts";
import { loadProject } from "../project/load-project.ts";
import { clientsOf, type Target, targetOf, targetOptions } from "../target.ts";
import { Obstacle, UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "[folder]",
  wordsMax: 1,
  about: `Deletes what \`millrace deploy\` made. What holds data (the bucket, the tables, the database) stays, and is named at the end.`,
  options: {
    ...targetOptions,
    name: { type: "string", value: "<name>", says: "The deployment's name (default the pipeline's)" },
    terraform: { type: "boolean", says: "What `millrace deploy --terraform` made" },
    "delete-data": {
      type: "boolean",
      says: "With --terraform, which cannot leave out what holds data: delete it, too",
    },
    bucket: { type: "string", value: "<name>", says: "With --terraform: the bucket that it was deployed with" },
    yes: { type: "boolean", says: "Needed, as there is no way back" },
    json: { type: "boolean", says: "Print what was deleted and what was kept as JSON" },
  },
  examples: ["millrace destroy --yes", "millrace destroy examples/orders --name orders-dev --yes"],
  async run({ values, words }, { config, terminal }) {
    const target = targetOf(values, config);
    const clients = clientsOf(target);
    const folder = resolve(config.workingFolder, words[0] ?? ".");
    const name = values.name ?? (await loadProject(folder)).pipeline.name;
    if (!values.yes) throw new UsageError(`Cannot delete "${name}" just like that: give --yes`);
    if (values.terraform) {
      if (!values["delete-data"])
        throw new UsageError("Terraform cannot leave out what holds data: give --delete-data to delete it, too");
      const tell = (line: TerraformLine): void => void (values.json || tellApplied(line, terminal));
      const deleted = await destroyByTerraform(
        { folder, target, environment: config.environment, name, bucket: values.bucket },
        tell,
      );
      return terminal.line(
        values.json ? JSON.stringify({ stack: name, deleted, kept: [] }) : `${terminal.green("deleted")} ${name}`,
      );
    }
    const stack = await findStack(name, clients);
    if (stack?.StackId === undefined)
      throw new Obstacle(`There is no deployment "${name}" at ${target.endpoint ?? "AWS"}`);
    const token = randomIds.uuid();
    await clients.cloudformation.send(new DeleteStackCommand({ StackName: stack.StackId, ClientRequestToken: token }));
    const kept: string[] = [];
    const deleted: string[] = [];
    const tell = (event: StackEvent): void => {
      const id = `${event.ResourceType} ${event.PhysicalResourceId}`;
      if (event.ResourceStatus === "DELETE_SKIPPED") kept.push(id);
      if (event.ResourceStatus === "DELETE_COMPLETE") deleted.push(id);
      if (!values.json) tellEvent(event, terminal);
    };
    const pollMs = pollMsOf(target);
    const end = await followStack({ stackId: stack.StackId, token, clients, clock: wallClock, pollMs, tell });
    if (!end.isGood) throw new Obstacle(`Cannot delete "${name}": ${end.reason ?? end.status}`);
    if (values.json) return terminal.line(JSON.stringify({ stack: name, deleted, kept }));
    terminal.line(`${terminal.green("deleted")} ${name}`);
    if (kept.length > 0) terminal.line(`Kept as it holds data:\n${kept.map((line) => `  ${line}`).join("\n")}`);
  },
});

interface Deployed {
  readonly folder: string;
  readonly target: Target;
  readonly environment: Config["environment"];
  readonly name: string;
  readonly bucket: string | undefined;
}

/** Gives what was deleted. */
async function destroyByTerraform(
  { bucket, ...deployed }: Deployed,
  tell: (line: TerraformLine) => void,
): Promise<readonly string[]> {
  const { pipeline, code } = await loadProject(deployed.folder);
  const plan = planPipeline(pipeline);
  const options = { ...deployed, plan, code, bucket: bucket ?? plan.bucketName };
  const deployment = await TerraformDeployment.open(options);
  const deleted: string[] = [];
  await deployment.destroy((line) => {
    const { type, hook } = line;
    if (type === "apply_complete" && hook !== undefined)
      deleted.push(`${hook.resource.resource_type} ${hook.resource.addr}`);
    tell(line);
  });
  return deleted;
}
