import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

/** Policies and settings are put by operations of their own. */
async function complete(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const { RepositoryName: repositoryName = "", LifecyclePolicy: lifecycle, RepositoryPolicyText: policy } = facts;
  const call = (operation: string, parameters: JsonObject = {}) =>
    work.aws("ecr", operation, { repositoryName, ...parameters });
  const lifecyclePolicyText = isObject(lifecycle) ? lifecycle["LifecyclePolicyText"] : undefined;
  if (lifecyclePolicyText !== undefined) await call("PutLifecyclePolicy", { lifecyclePolicyText });
  else if (before?.["LifecyclePolicy"] !== undefined) await call("DeleteLifecyclePolicy");
  if (policy !== undefined) await call("SetRepositoryPolicy", { policyText: policy });
  else if (before?.["RepositoryPolicyText"] !== undefined) await call("DeleteRepositoryPolicy");
  if (before === undefined) return;
  const { ImageTagMutability = "MUTABLE", ImageScanningConfiguration = { ScanOnPush: false } } = facts;
  await call("PutImageTagMutability", { ImageTagMutability });
  await call("PutImageScanningConfiguration", { ImageScanningConfiguration });
}

export const ecrTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::ECR::Repository": declared({
    service: "ecr",
    create: "CreateRepository",
    delete: "DeleteRepository",
    id: "RepositoryName",
    name: { property: "RepositoryName", max: 256, isLower: true },
    attributes: (facts, { call }) => {
      const name = toText(facts["RepositoryName"] ?? "");
      return {
        Arn: `arn:aws:ecr:${call.region}:${call.account}:repository/${name}`,
        RepositoryUri: `${call.account}.dkr.ecr.${call.region}.amazonaws.com/${name}`,
      };
    },
    complete,
    tags: {
      style: "list",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ Arn = "" }) => ({ resourceArn: Arn }),
      keys: "tagKeys",
    },
  }),
};
