import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { generatedName } from "../engine/generated-name.ts";
import type { Stack } from "../model.ts";
import { nestedInput } from "../resources/nested-stack.ts";
import type { Shapes } from "../shapes.ts";
import type { StackStore } from "../store.ts";
import { discardSet } from "./discard-set.ts";
import { failed, nothingSubmitted } from "./failed.ts";
import type { Change, ChangeSet } from "./model.ts";

type Input = Shapes["CreateChangeSet"]["input"];

/** A change set with its stack, whose nested stacks are to have theirs. */
interface Planned {
  readonly set: ChangeSet;
  readonly stack: Stack;
  readonly create: (input: Input) => Promise<ChangeSet>;
}

/** Makes a change set of each stack in another. A change names that of its stack, and is left out where nothing changes. */
export async function withNestedSets(call: Call<StackStore>, planned: Planned): Promise<ChangeSet> {
  const { set } = planned;
  const changes: Change[] = [];
  for (const change of set.changes) {
    if (change.type !== "AWS::CloudFormation::Stack" || change.after === undefined) {
      changes.push(change);
      continue;
    }
    const nested = await nestedSet(call, planned, change);
    if (nested instanceof AwsError) return { ...set, changes, ...failed(nested.message) };
    if (nested.reason === nothingSubmitted) {
      discardSet(call, nested);
      if (change.details.some(({ source }) => source !== "Automatic")) changes.push(change);
      continue;
    }
    changes.push({ ...change, changeSetId: nested.id });
    if (nested.status === "FAILED") return { ...set, changes, ...failed(notCreated(nested)) };
  }
  return changes.length === 0 ? { ...set, changes, ...failed(nothingSubmitted) } : { ...set, changes };
}

const notCreated = ({ id, status }: ChangeSet): string =>
  `Nested change set ${id} was not successfully created: Currently in ${status}.`;

async function nestedSet(
  call: Call<StackStore>,
  { set, stack, create }: Planned,
  change: Change,
): Promise<ChangeSet | AwsError> {
  const { logicalId, physicalId, after = {} } = change;
  const { tags, capabilities } = set.target;
  const rule = { max: 128 };
  try {
    return await create({
      ...nestedInput(after, tags, capabilities),
      Capabilities: [...capabilities] as ["CAPABILITY_IAM"],
      StackName: physicalId ?? generatedName(stack.name, logicalId, rule, call.ids),
      ChangeSetName: generatedName(set.name, logicalId, rule, call.ids),
      ChangeSetType: physicalId === undefined ? "CREATE" : "UPDATE",
      IncludeNestedStacks: true,
    });
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
