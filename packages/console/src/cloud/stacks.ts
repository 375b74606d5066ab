import { call } from "./call.ts";

export interface Resource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
}

export interface Stack {
  readonly StackName: string;
  readonly StackStatus: string;
  readonly resources: readonly Resource[];
}

/** Every stack that is there, with its parts. */
export async function readStacks(): Promise<Stack[]> {
  const { Stacks = [] } = await call<{ Stacks?: Omit<Stack, "resources">[] }>("cloudformation", "DescribeStacks");
  return Promise.all(
    Stacks.map(async (stack) => {
      const input = { StackName: stack.StackName };
      const { StackResources = [] } = await call<{ StackResources?: Resource[] }>(
        "cloudformation",
        "DescribeStackResources",
        input,
      );
      return { ...stack, resources: StackResources };
    }),
  );
}

/** The ids of the resources of one type. */
export const idsOf = ({ resources }: Stack, type: string): string[] =>
  resources.filter(({ ResourceType }) => ResourceType === type).map(({ PhysicalResourceId }) => PhysicalResourceId);
