import { AwsError } from "@millrace/wire";
import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import type { Work } from "../engine/work.ts";
import type { Stack } from "../model.ts";
import { toText } from "../templates/text.ts";
import type { Made, ResourceType } from "./resource-type.ts";
import { allTags } from "./tags.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html */
export const nestedStack: ResourceType = {
  hasOpenAttributes: true,

  async create(work, properties) {
    const { store } = work.call;
    const id = toText(work.progress["stackId"] ?? (await begin(work, properties)));
    work.save({ stackId: id });
    const { stack } = work;
    const child = store.again({ id });
    if (child.parentId === undefined)
      store.putStack({ ...child, parentId: stack.id, rootId: stack.rootId ?? stack.id });
    return await settled(work, id, "created");
  },

  async update(work, { physicalId }, properties) {
    const input = { ...inputOf(work, properties), StackName: physicalId };
    try {
      if (work.progress["isAsked"] !== true) await work.aws("cloudformation", "UpdateStack", input);
    } catch (error) {
      if (!(error instanceof AwsError && error.message === "No updates are to be performed.")) throw error;
    }
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

const inputOf = (work: Work, properties: JsonObject): JsonObject => ({
  TemplateURL: properties["TemplateURL"] ?? "",
  Parameters: Object.entries(isObject(properties["Parameters"]) ? properties["Parameters"] : {}).map(
    ([ParameterKey, value]) => ({ ParameterKey, ParameterValue: toText(value) }),
  ),
  Tags: allTags(work, properties["Tags"]).map(({ Key, Value }) => ({ Key, Value })),
  // What the parent's owner has acknowledged holds for what it contains.
  Capabilities: [...(work.stack.running?.target ?? work.stack.current).capabilities],
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
