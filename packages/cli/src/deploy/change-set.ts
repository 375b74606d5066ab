import {
  type Change,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStacksCommand,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { type Clock, sleep } from "@millrace/core";
import type { Clients } from "../target.ts";
import { Obstacle } from "../usage-error.ts";
import type { Artifacts } from "./artifacts.ts";
import { isError } from "./is-error.ts";

export interface Proposed {
  readonly stackName: string;
  readonly changeSet: string;
  readonly isNew: boolean;
  /** Empty where the stack is as it should be. */
  readonly changes: readonly Change[];
}

export interface ProposeOptions {
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly artifacts: Artifacts;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly pollMs: number;
}

/** Asks CloudFormation what would be changed. Nothing is, until it is executed. */
export async function propose(options: ProposeOptions): Promise<Proposed> {
  const { stackName, parameters, artifacts, clients, clock, pollMs } = options;
  const { cloudformation } = clients;
  const stack = await findStack(stackName, clients);
  // A stack that was only proposed so far is made, not updated.
  const isNew = stack === undefined || stack.StackStatus === "REVIEW_IN_PROGRESS";
  const { Id: changeSet = "" } = await cloudformation.send(
    new CreateChangeSetCommand({
      StackName: stackName,
      ChangeSetName: `millrace-${clock.now()}`,
      ChangeSetType: isNew ? "CREATE" : "UPDATE",
      TemplateURL: artifacts.templateUrl,
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  for (;;) {
    const described = await cloudformation.send(
      new DescribeChangeSetCommand({ ChangeSetName: changeSet, StackName: stackName, IncludePropertyValues: true }),
    );
    const { Status: status, StatusReason: reason = "" } = described;
    if (status === "CREATE_COMPLETE")
      return { stackName, changeSet, isNew, changes: await allChanges(described, clients) };
    if (status === "FAILED") {
      await cloudformation.send(new DeleteChangeSetCommand({ ChangeSetName: changeSet, StackName: stackName }));
      if (/didn't contain changes|No updates are to be performed/.test(reason)) {
        return { stackName, changeSet, isNew: false, changes: [] };
      }
      throw new Obstacle(`Cannot deploy "${stackName}" as CloudFormation refuses the template: ${reason}`);
    }
    await sleep(clock, pollMs);
  }
}

async function allChanges(first: DescribeChangeSetCommandOutput, { cloudformation }: Clients): Promise<Change[]> {
  const changes = [...(first.Changes ?? [])];
  for (let next = first.NextToken; next !== undefined; ) {
    const page = await cloudformation.send(
      new DescribeChangeSetCommand({
        ChangeSetName: first.ChangeSetId,
        StackName: first.StackId,
        IncludePropertyValues: true,
        NextToken: next,
      }),
    );
    changes.push(...(page.Changes ?? []));
    next = page.NextToken;
  }
  return changes;
}

export async function findStack(stackName: string, { cloudformation }: Clients): Promise<Stack | undefined> {
  try {
    const { Stacks: stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
    return stacks[0];
  } catch (error) {
    if (isError(error, "ValidationError") && /does not exist/.test(String(error))) return undefined;
    throw error;
  }
}
