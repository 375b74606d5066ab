import {
  type CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  type StackEvent,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import { eventually } from "./cloud.ts";

export interface Template {
  readonly Resources: Readonly<Record<string, object>>;
  readonly [section: string]: unknown;
}

const Capabilities: CreateStackCommandInput["Capabilities"] = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

/** Creates a stack and waits until it rests. */
export async function createStack(
  client: CloudFormationClient,
  StackName: string,
  template: Template | string,
  more: Partial<CreateStackCommandInput> = {},
): Promise<Stack> {
  const TemplateBody = typeof template === "string" ? template : JSON.stringify(template);
  const { StackId } = await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities, ...more }));
  return await settledStack(client, StackId ?? StackName);
}

/** Updates a stack and waits until it rests. */
export async function updateStack(
  client: CloudFormationClient,
  StackName: string,
  template: Template | string | undefined,
  more: Partial<UpdateStackCommandInput> = {},
): Promise<Stack> {
  const TemplateBody = typeof template === "object" ? JSON.stringify(template) : template;
  await client.send(new UpdateStackCommand({ StackName, TemplateBody, Capabilities, ...more }));
  return await settledStack(client, StackName);
}

/** Deletes a stack and waits until it rests. */
export async function deleteStack(client: CloudFormationClient, StackId: string, more: object = {}): Promise<Stack> {
  await client.send(new DeleteStackCommand({ StackName: StackId, ...more }));
  return await settledStack(client, StackId);
}

export const settledStack = (client: CloudFormationClient, StackName: string): Promise<Stack> =>
  eventually(async () => {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks;
    return stack?.StackStatus?.endsWith("_IN_PROGRESS") === true ? undefined : stack;
  });

/** Oldest first, as `LogicalId STATUS`. */
export async function eventsOf(client: CloudFormationClient, StackName: string): Promise<string[]> {
  return (await stackEvents(client, StackName)).map(
    ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
  );
}

/** Oldest first. */
export async function stackEvents(client: CloudFormationClient, StackName: string): Promise<StackEvent[]> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.reverse();
}

export const outputsOf = ({ Outputs = [] }: Stack): Record<string, string | undefined> =>
  Object.fromEntries(Outputs.map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue]));
