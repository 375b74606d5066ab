import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { enterStatus } from "../engine/progress.ts";
import { refuseUpdate } from "../engine/start.ts";
import { changeSetExists, stackMissing, validation } from "../errors.ts";
import { isGone, type Stack } from "../model.ts";
import { newStack, refuseExisting } from "../requests/new-stack.ts";
import { deployedOf, readWanted, readWritten, type Wanted } from "../requests/read-request.ts";
import { readTriggers } from "../requests/rollback-triggers.ts";
import type { Shapes } from "../shapes.ts";
import type { StackStore } from "../store.ts";
import { hasTransforms } from "../transforms/apply-transforms.ts";
import { failed, nothingSubmitted } from "./failed.ts";
import { isUnchanged } from "./is-unchanged.ts";
import type { ChangeSet } from "./model.ts";
import { withNestedSets } from "./nested-sets.ts";
import { planChanges } from "./plan-changes.ts";

type Input = Shapes["CreateChangeSet"]["input"];

/** The change set around the one that is made, and its stack. */
interface Around {
  readonly set: Pick<ChangeSet, "id" | "rootId">;
  readonly stack: Stack;
}

/** Plans what a template would change. What only its transforms can tell makes the change set fail, not the request. */
export async function createSet(call: Call<StackStore>, input: Input, around?: Around): Promise<ChangeSet> {
  const { store, ids, clock } = call;
  const type = input.ChangeSetType ?? "UPDATE";
  const name = input.ChangeSetName ?? "";
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validation(
      `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const found = stackFor(call, input, type, around);
  if (store.findChangeSet(name, found) !== undefined) throw changeSetExists(name);
  const written = await readWritten(call, found, input);
  const base: Base = {
    id: store.arn(`changeSet/${name}/${ids.uuid()}`),
    name,
    type,
    stackId: found.id,
    stackName: found.name,
    description: input.Description,
    createdAt: clock.now(),
    includesNested: input.IncludeNestedStacks ?? false,
    onStackFailure: input.OnStackFailure,
    imports: importsOf(input),
    parentId: around?.set.id,
    rootId: around === undefined ? undefined : (around.set.rootId ?? around.set.id),
    roleArn: input.RoleARN,
    rollbackTriggers: readTriggers(input.RollbackConfiguration).rollbackTriggers,
  };
  const wanted = await orFailure(hasTransforms(written.body), () => readWanted(call, found, input, written));
  if (store.findStack(found.id) === undefined) {
    enterStatusOfNew(call, found);
  }
  if (wanted instanceof AwsError) {
    const target = { ...found.current, templateId: store.addTemplate(written.original, undefined) };
    return store.putChangeSet({ ...base, ...failed(wanted.message), target, changes: [] });
  }
  const set = { ...base, ...planned(call, found, wanted, base) };
  if (!set.includesNested || set.status === "FAILED") return store.putChangeSet(set);
  const create = (nested: Input) => createSet(call, nested, { set, stack: found });
  return store.putChangeSet(await withNestedSets(call, { set, stack: found, create }));
}

type Base = Omit<ChangeSet, "status" | "executionStatus" | "changes" | "target">;

function enterStatusOfNew(call: Call<StackStore>, stack: Stack): void {
  call.store.putStack(stack);
  enterStatus(call, stack, "REVIEW_IN_PROGRESS", { reason: "User Initiated" });
}

function stackFor(call: Call<StackStore>, input: Input, type: string, around: Around | undefined): Stack {
  const { store } = call;
  const name = input.StackName ?? "";
  if (type === "CREATE") {
    const parent = around?.stack;
    const nesting = parent === undefined ? {} : { parentId: parent.id, rootId: parent.rootId ?? parent.id };
    return refuseExisting(store, name) ?? newStack(call, input, { status: "REVIEW_IN_PROGRESS", ...nesting });
  }
  const found = store.findStack(name);
  if (type === "IMPORT" && (found === undefined || isGone(found))) {
    return newStack(call, input, { status: "REVIEW_IN_PROGRESS" });
  }
  if (found === undefined || isGone(found)) throw validation(`Stack [${name}] does not exist`);
  if (found.status !== "REVIEW_IN_PROGRESS") refuseUpdate(found);
  else if (type === "UPDATE") throw stackMissing(name);
  return found;
}

async function orFailure(isLate: boolean, read: () => Promise<Wanted>): Promise<Wanted | AwsError> {
  try {
    return await read();
  } catch (error) {
    if (isLate && error instanceof AwsError && error.code === "ValidationError") return error;
    throw error;
  }
}

function planned(
  call: Call<StackStore>,
  stack: Stack,
  wanted: Wanted,
  { imports }: Pick<ChangeSet, "imports">,
): Pick<ChangeSet, "target" | "changes" | "status" | "executionStatus" | "reason" | "warning"> {
  const target = deployedOf(call.store, wanted);
  if (stack.current.templateId !== "" && isUnchanged(call, stack, wanted)) {
    return { target, changes: [], ...failed(nothingSubmitted) };
  }
  const missing: string[] = [];
  const changes = planChanges(call, stack, wanted.prepared, (name, logicalId) =>
    missing.push(warningOf(name, logicalId)),
  ).map((change) => {
    const physicalId = imports[change.logicalId];
    return physicalId === undefined ? change : { ...change, action: "Import" as const, physicalId };
  });
  return { target, changes, status: "CREATE_COMPLETE", executionStatus: "AVAILABLE", warning: missing[0] };
}

const warningOf = (name: string, logicalId: string): string =>
  `[WARN] --include-property-values option can return incomplete ChangeSet data because: ChangeSet creation failed for resource [${logicalId}] because: No export named ${name} found. Rollback requested by user.`;

const importsOf = ({ ResourcesToImport: imports = [] }: Input): Record<string, string> =>
  Object.fromEntries(
    imports.map(({ LogicalResourceId = "", ResourceIdentifier = {} }) => [
      LogicalResourceId,
      Object.values(ResourceIdentifier).join("|"),
    ]),
  );
