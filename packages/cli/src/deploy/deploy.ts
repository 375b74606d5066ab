import { ExecuteChangeSetCommand, type StackEvent } from "@aws-sdk/client-cloudformation";
import { type Clock, randomIds } from "@millrace/core";
import { writeTemplate, writeYaml } from "@millrace/deploy";
import type { Plan } from "@millrace/plan";
import { type Clients, clientsOf, type Target } from "../target.ts";
import { Obstacle } from "../usage-error.ts";
import { putArtifacts } from "./artifacts.ts";
import { findStack, type Proposed, propose } from "./change-set.ts";
import { followStack } from "./follow-stack.ts";

export interface DeployOptions {
  readonly plan: Plan;
  /** The functions' code as a zip. */
  readonly code: Buffer;
  readonly target: Target;
  readonly clock: Clock;
  /** The parameters of the template, where the definition's own are not wanted. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** AWS counts requests; our own cloud answers at once. */
const localPollMs = 50;
const awsPollMs = 2_000;

export const pollMsOf = ({ endpoint }: Target): number => (endpoint === undefined ? awsPollMs : localPollMs);

/** Asks what a deployment would change. The name of the stack is that of everything in it. */
export async function proposeDeployment(
  options: DeployOptions,
  clients = clientsOf(options.target),
): Promise<Proposed> {
  const { plan, code, target, clock, parameters = {} } = options;
  const stackName = parameters["Name"] ?? plan.name;
  const artifacts = await putArtifacts({
    name: stackName,
    code,
    template: writeYaml(writeTemplate(plan)),
    region: target.region,
    clients,
  });
  return propose({
    stackName,
    parameters: { ...parameters, CodeBucket: artifacts.bucket, CodeKey: artifacts.codeKey },
    artifacts,
    clients,
    clock,
    pollMs: pollMsOf(target),
  });
}

/** Does what was proposed, and tells of it as it happens. Throws Obstacle where CloudFormation had to take it back. */
export async function execute(
  { stackName, changeSet }: Proposed,
  options: Pick<DeployOptions, "target" | "clock"> & {
    readonly clients: Clients;
    readonly tell: (event: StackEvent) => void;
  },
): Promise<void> {
  const { target, clock, clients, tell } = options;
  const token = randomIds.uuid();
  const stackId = (await findStack(stackName, clients))?.StackId ?? stackName;
  await clients.cloudformation.send(
    new ExecuteChangeSetCommand({ ChangeSetName: changeSet, StackName: stackName, ClientRequestToken: token }),
  );
  const end = await followStack({ stackId, token, clients, clock, pollMs: pollMsOf(target), tell });
  if (!end.isGood) {
    throw new Obstacle(
      `Cannot deploy "${stackName}": ${end.reason ?? end.status}\nWhat was changed has been taken back (${end.status}); ask for the whole story with: aws cloudformation describe-stack-events --stack-name ${stackName}`,
    );
  }
}
