import { AwsError } from "@millrace/wire";
import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { ChangeSet } from "../change-sets/model.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import { HalfMade } from "../engine/half-made.ts";
import type { Work } from "../engine/work.ts";
import type { Stack, Tag } from "../model.ts";
import { toText } from "../templates/text.ts";
import type { Made, ResourceType } from "./resource-type.ts";
import { allTags } from "./tags.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html */
export const nestedStack: ResourceType = {
  hasOpenAttributes: true,
  mayChangeWithin: true,

  async create(work, properties) {
    const { store } = work.call;
    const { stack } = work;
    const set = setOf(work);
    const id = toText(work.progress["stackId"] ?? set?.stackId ?? (await begin(work, properties)));
    work.save({ stackId: id });
    if (set?.executionStatus === "AVAILABLE") await execute(work, set, properties);
    const child = store.again({ id });
    if (child.parentId === undefined)
      store.putStack({ ...child, parentId: stack.id, rootId: stack.rootId ?? stack.id });
    try {
      return await settled(work, id, "created");
    } catch (error) {
      throw store.isStopped ? error : new HalfMade(error, { physicalId: id });
    }
  },

  async update(work, { physicalId }, properties) {
    const set = setOf(work);
    if (set?.executionStatus === "AVAILABLE") await execute(work, set, properties);
    else if (set === undefined && work.progress["isAsked"] !== true) await change(work, physicalId, properties);
    work.save({ isAsked: true });
    return await settled(work, physicalId, "updated");
  },

  async delete(work, { physicalId }) {
    await work.aws("cloudformation", "DeleteStack", { StackName: physicalId });
    await work.until(async () => {
      const status = work.call.store.findStack(physicalId)?.status ?? "DELETE_COMPLETE";
      if (status === "DELETE_FAILED")
        throw new PlainFailure(`Embedded stack ${physicalId} was not successfully deleted: `);
      return status === "DELETE_COMPLETE" ? true : undefined;
    });
  },
};

async function begin(work: Work, properties: JsonObject): Promise<string> {
  const { NotificationARNs: topics, TimeoutInMinutes: minutes } = properties;
  const name = work.name({ max: 128 });
  const existing = work.call.store.findStack(name);
  if (existing !== undefined) return existing.id;
  const created = await work.aws("cloudformation", "CreateStack", {
    ...inputOf(work, properties),
    StackName: name,
    ...(topics === undefined ? {} : { NotificationARNs: topics }),
    ...(minutes === undefined ? {} : { TimeoutInMinutes: minutes }),
  });
  return toText(created["StackId"] ?? "");
}

async function change(work: Work, id: string, properties: JsonObject): Promise<void> {
  try {
    await work.aws("cloudformation", "UpdateStack", { ...inputOf(work, properties), StackName: id });
  } catch (error) {
    if (!(error instanceof AwsError && error.message === "No updates are to be performed.")) throw error;
  }
}

/** Made with the change set that is executed on the stack around it; what rolls back follows none. */
function setOf({ stack, call, logicalId }: Work): ChangeSet | undefined {
  const id = stack.running?.changeSetId;
  if (id === undefined || !/^(?:CREATE|UPDATE)_IN_PROGRESS$/.test(stack.status)) return undefined;
  const change = call.store.findChangeSet(id, undefined)?.changes.find((one) => one.logicalId === logicalId);
  return change?.changeSetId === undefined ? undefined : call.store.findChangeSet(change.changeSetId, undefined);
}

/** Parameters that were not known when the change set was made are by now. */
async function execute(work: Work, set: ChangeSet, properties: JsonObject): Promise<void> {
  const given = isObject(properties["Parameters"]) ? properties["Parameters"] : {};
  const parameters = set.target.parameters.map((parameter) => {
    const value = given[parameter.key];
    return value === undefined ? parameter : { ...parameter, value: toText(value) };
  });
  work.call.store.putChangeSet({ ...set, target: { ...set.target, parameters } });
  await work.aws("cloudformation", "ExecuteChangeSet", { ChangeSetName: set.id });
}

const inputOf = ({ stack, tags }: Work, properties: JsonObject): JsonObject =>
  nestedInput(properties, tags, (stack.running?.target ?? stack.current).capabilities);

/** What a stack asks for the one in it. What its owner has acknowledged holds for what it contains. */
export const nestedInput = (properties: JsonObject, tags: readonly Tag[], capabilities: readonly string[]) => ({
  TemplateURL: toText(properties["TemplateURL"] ?? ""),
  Parameters: Object.entries(isObject(properties["Parameters"]) ? properties["Parameters"] : {}).map(
    ([ParameterKey, value]) => ({ ParameterKey, ParameterValue: toText(value) }),
  ),
  Tags: allTags({ tags }, properties["Tags"]).map(({ Key, Value }) => ({ Key, Value })),
  Capabilities: [...capabilities],
});

async function settled(work: Work, id: string, what: string): Promise<Made> {
  const child = await work.until(async () => {
    const found = work.call.store.again({ id });
    return /_IN_PROGRESS$/.test(found.status) ? undefined : found;
  });
  if (!/^(?:CREATE|UPDATE)_COMPLETE$/.test(child.status)) {
    throw new PlainFailure(`Embedded stack ${id} was not successfully ${what}: ${reasonOf(work, child)}`);
  }
  const outputs = child.outputs.map(({ key, value }) => [`Outputs.${key}`, value] as const);
  return { id, attributes: Object.fromEntries(outputs) };
}

/** The stack's own reason is that of its failure, not of the rollback that follows it. */
function reasonOf({ call }: Work, child: Stack): string {
  for (const { type, status, reason, physicalId } of call.store.events(child.id)) {
    const isOwn = type === "AWS::CloudFormation::Stack" && physicalId === child.id;
    if (isOwn && reason !== undefined && /ROLLBACK_IN_PROGRESS|_FAILED/.test(status)) {
      return reason.replace(/ Rollback requested by user\.$/, "");
    }
  }
  return child.reason ?? "";
}
