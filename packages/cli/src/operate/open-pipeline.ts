import { resolve } from "node:path";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { createTools, readConfig, type Tools } from "@millrace/handlers";
import type { Pipeline } from "@millrace/pipeline";
import { environmentNames } from "@millrace/plan";
import type { Option } from "../command.ts";
import type { Config } from "../config.ts";
import { deploymentOptions } from "../deploy/deployment-options.ts";
import { readDefinition } from "../project/load-project.ts";
import { type Clients, clientConfig, clientsOf, type Target, targetOf, targetOptions } from "../target.ts";

/** What every command takes that works with a deployed pipeline. */
export const pipelineOptions = {
  folder: { type: "string", value: "<folder>", says: "The pipeline's folder (default here)" },
  ...deploymentOptions,
  ...targetOptions,
} as const satisfies Readonly<Record<string, Option>>;

interface PipelineValues {
  readonly folder: string | undefined;
  readonly name: string | undefined;
  readonly bucket: string | undefined;
  readonly endpoint: string | undefined;
  readonly aws: boolean;
  readonly region: string | undefined;
}

/** A pipeline where it is deployed. */
export interface OpenPipeline {
  readonly pipeline: Pipeline;
  /** What the name of everything begins with. */
  readonly name: string;
  readonly bucket: string;
  readonly target: Target;
  readonly clients: Clients;
  /** What the pipeline's own functions work with. */
  readonly tools: Tools;
}

export async function openPipeline(values: PipelineValues, config: Config): Promise<OpenPipeline> {
  const { pipeline } = await readDefinition(resolve(config.workingFolder, values.folder ?? "."));
  const target = targetOf(values, config);
  const name = values.name ?? pipeline.name;
  const bucket = values.bucket ?? pipeline.source.bucket;
  const clients = clientsOf(target);
  const stateMachine = pipeline.run.mode === "workflow" ? await workflowOf(clients, target, name) : undefined;
  return {
    pipeline,
    name,
    bucket,
    target,
    clients,
    tools: toolsOf(pipeline, { name, bucket, target, stateMachine }),
  };
}

interface Deployment extends Pick<OpenPipeline, "name" | "bucket" | "target"> {
  /** The ARN of what reads its files, where that is a workflow. */
  readonly stateMachine?: string | undefined;
}

async function workflowOf({ sts }: Clients, { region }: Target, name: string): Promise<string> {
  const { Arn = "", Account: account } = await sts.send(new GetCallerIdentityCommand({}));
  const partition = Arn.split(":")[1] ?? "aws";
  return `arn:${partition}:states:${region}:${account}:stateMachine:${name}`;
}

/** What the functions of a deployment work with, for whoever looks after it. */
export const toolsOf = (
  pipeline: Pipeline,
  { name, bucket, target, stateMachine }: Deployment,
  environment: Readonly<Record<string, string>> = {},
): Tools =>
  createTools(pipeline, {
    config: readConfig({
      ...environment,
      [environmentNames.table]: name,
      [environmentNames.bucket]: bucket,
      ...(stateMachine === undefined ? {} : { [environmentNames.stateMachine]: stateMachine }),
      ...(pipeline.needs.hashKey ? { [environmentNames.hashKeySecret]: `${name}-hash-key` } : {}),
    }),
    clientOptions: clientConfig(target),
  });
