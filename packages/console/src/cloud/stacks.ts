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

/** Every stack that is there, with its parts. Their names come from a list: to describe a stack, its template is read. */
export async function readStacks(): Promise<Stack[]> {
  const { StackSummaries = [] } = await call<{ StackSummaries?: Omit<Stack, "resources">[] }>(
    "cloudformation",
    "ListStacks",
  );
  return Promise.all(
    StackSummaries.filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE").map(async (stack) => {
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
