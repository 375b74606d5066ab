import { PlainFailure } from "../engine/failure-reason.ts";
import type { Work } from "../engine/work.ts";
import { signalUrl, tokenOfUrl } from "../signals/tokens.ts";
import { toText } from "../templates/text.ts";
import { customResource } from "./custom-resource.ts";
import { nestedStack } from "./nested-stack.ts";
import type { Made, ResourceType } from "./resource-type.ts";

const nothing = async (): Promise<void> => undefined;

/** Something that a template only speaks of. */
const note: ResourceType = {
  create: async (work) => ({ id: work.name({ max: 128 }) }),
  update: async (_, { physicalId }) => ({ id: physicalId }),
  delete: nothing,
};

const waitHandle: ResourceType = {
  async create(work) {
    return { id: signalUrl(work.call, work.name({ max: 128 })) };
  },
  update: async (_, { physicalId }) => ({ id: physicalId }),
  delete: nothing,
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitcondition.html */
const waitCondition: ResourceType = {
  async create(work, { Handle: handle = "", Count: count = 1, Timeout: seconds = 43_200 }) {
    const token = tokenOfUrl(toText(handle));
    const timeoutMs = Number(seconds) * 1000;
    const Data = await work.until(async () => dataOf(work, token, Number(count), timeoutMs));
    return { id: work.name({ max: 128 }), attributes: { Data } };
  },
  update: async (_, { physicalId }) => ({ id: physicalId }),
  delete: nothing,
};

function dataOf(work: Work, token: string, count: number, timeoutMs: number): string | undefined {
  const signals = work.call.store.signals(token);
  const failed = signals.find(({ isSuccess }) => !isSuccess);
  if (failed !== undefined) {
    throw new PlainFailure(
      `WaitCondition received failed message: '${failed.reason}' for uniqueId: ${failed.uniqueId}`,
    );
  }
  if (signals.length >= count) {
    return JSON.stringify(Object.fromEntries(signals.map(({ uniqueId, body }) => [uniqueId, body])));
  }
  if (work.call.clock.now() - work.startedAt <= timeoutMs) return undefined;
  throw new PlainFailure(`WaitCondition timed out. Received ${signals.length} conditions when expecting ${count}`);
}

/** A function that transforms templates. */
const macro: ResourceType = {
  create: async (work, properties) =>
    register(work, toText(properties["Name"] ?? ""), toText(properties["FunctionName"] ?? "")),
  update: async (work, { physicalId }, properties) =>
    register(work, physicalId, toText(properties["FunctionName"] ?? "")),
  async delete(work, { physicalId }) {
    work.call.store.deleteMacro(physicalId);
  },
};

function register(work: Work, name: string, functionName: string): Made {
  work.call.store.putMacro(name, functionName);
  return { id: name };
}

export const cloudformationTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::CDK::Metadata": { ...note, hasOpenProperties: true },
  "AWS::CloudFormation::CustomResource": customResource,
  "AWS::CloudFormation::Macro": macro,
  "AWS::CloudFormation::Stack": nestedStack,
  "AWS::CloudFormation::WaitCondition": waitCondition,
  "AWS::CloudFormation::WaitConditionHandle": waitHandle,
};
