import type { EncryptionType, TraceSegmentDestination } from "@aws-sdk/client-xray";
import { AwsError } from "@millrace/wire";
import { anyResource } from "./access.ts";
import { notFound } from "./errors.ts";
import type { XRayOperation } from "./shapes.ts";
import type { ResourcePolicy } from "./store.ts";

const encryption = "encryption";
const destination = "destination";

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetEncryptionConfig.html */
export const getEncryptionConfig: XRayOperation<"GetEncryptionConfig"> = {
  access: anyResource("GetEncryptionConfig"),

  run({ store }) {
    const { type = "NONE", key } = store.settings.get(encryption) ?? {};
    return { EncryptionConfig: { Type: type as EncryptionType, Status: "ACTIVE", ...(key ? { KeyId: key } : {}) } };
  },
};

/** Kept and answered; nothing is encrypted. @see https://docs.aws.amazon.com/xray/latest/api/API_PutEncryptionConfig.html */
export const putEncryptionConfig: XRayOperation<"PutEncryptionConfig"> = {
  access: anyResource("PutEncryptionConfig"),

  run({ store }, { Type, KeyId }) {
    if (Type === "KMS" && KeyId === undefined) {
      throw new AwsError("InvalidRequestException", "KeyId is required when Type is KMS");
    }
    store.settings.put(encryption, { type: Type, ...(KeyId === undefined ? {} : { key: KeyId }) });
    return { EncryptionConfig: { Type, Status: "ACTIVE", ...(KeyId === undefined ? {} : { KeyId }) } };
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSegmentDestination.html */
export const getTraceSegmentDestination: XRayOperation<"GetTraceSegmentDestination"> = {
  access: anyResource("GetTraceSegmentDestination"),

  run({ store }) {
    const { name = "XRay" } = store.settings.get(destination) ?? {};
    return { Destination: name as TraceSegmentDestination, Status: "ACTIVE" };
  },
};

/** Kept and answered; traces stay here. @see https://docs.aws.amazon.com/xray/latest/api/API_UpdateTraceSegmentDestination.html */
export const updateTraceSegmentDestination: XRayOperation<"UpdateTraceSegmentDestination"> = {
  access: anyResource("UpdateTraceSegmentDestination"),

  run({ store }, { Destination = "XRay" }) {
    store.settings.put(destination, { name: Destination });
    return { Destination, Status: "ACTIVE" };
  },
};

const outputOf = ({ name, document, revision, updatedAt }: ResourcePolicy) => ({
  PolicyName: name,
  PolicyDocument: document,
  PolicyRevisionId: revision,
  LastUpdatedTime: new Date(updatedAt),
});

/** @see https://docs.aws.amazon.com/xray/latest/api/API_PutResourcePolicy.html */
export const putResourcePolicy: XRayOperation<"PutResourcePolicy"> = {
  access: anyResource("PutResourcePolicy"),

  run({ store, clock }, { PolicyName, PolicyDocument, PolicyRevisionId }) {
    const before = store.policies.get(PolicyName);
    if (PolicyRevisionId !== undefined && PolicyRevisionId !== (before?.revision ?? "0")) {
      throw new AwsError("InvalidPolicyRevisionIdException", "The policy revision id does not match the latest one");
    }
    try {
      JSON.parse(PolicyDocument);
    } catch {
      throw new AwsError("MalformedPolicyDocumentException", "The policy document is not valid JSON");
    }
    const revision = String(Number(before?.revision ?? "0") + 1);
    const policy = { name: PolicyName, document: PolicyDocument, revision, updatedAt: clock.now() };

    store.policies.put(PolicyName, policy);
    return { ResourcePolicy: outputOf(policy) };
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_ListResourcePolicies.html */
export const listResourcePolicies: XRayOperation<"ListResourcePolicies"> = {
  access: anyResource("ListResourcePolicies"),
  run: ({ store }) => ({ ResourcePolicies: [...store.policies.list()].map(outputOf) }),
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy: XRayOperation<"DeleteResourcePolicy"> = {
  access: anyResource("DeleteResourcePolicy"),

  run({ store }, { PolicyName }) {
    store.policies.delete(PolicyName);
  },
};

const on =
  (action: string) =>
  ({ ResourceARN }: { readonly ResourceARN: string }) => ({ action: `xray:${action}`, resource: ResourceARN });

const unknown = () => notFound("The resource was not found. Verify that the name or ARN of the resource is correct.");

/** @see https://docs.aws.amazon.com/xray/latest/api/API_TagResource.html */
export const tagResource: XRayOperation<"TagResource"> = {
  access: on("TagResource"),

  run({ store }, { ResourceARN, Tags }) {
    const before = store.tags.get(ResourceARN) ?? {};
    const added = Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    store.tags.put(ResourceARN, { ...before, ...added });
    return {};
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_UntagResource.html */
export const untagResource: XRayOperation<"UntagResource"> = {
  access: on("UntagResource"),

  run({ store }, { ResourceARN, TagKeys }) {
    const before = store.tags.get(ResourceARN);
    if (before === undefined) throw unknown();
    const left = Object.entries(before).filter(([key]) => !TagKeys.includes(key));
    store.tags.put(ResourceARN, Object.fromEntries(left));
    return {};
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_ListTagsForResource.html */
export const listTagsForResource: XRayOperation<"ListTagsForResource"> = {
  access: on("ListTagsForResource"),

  run({ store }, { ResourceARN }) {
    const tags = store.tags.get(ResourceARN) ?? {};
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
};
