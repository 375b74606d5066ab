import { tooManyVersions } from "../errors.ts";
import { checkPolicy } from "../policy-grammar.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const versionsMax = 5;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion: IamOperation<"CreatePolicyVersion"> = {
  access: (input, _, store) => onEntity("CreatePolicyVersion", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store, clock }, input) {
    const policy = store.policy(input.PolicyArn);
    const document = checkPolicy(input.PolicyDocument, { kind: "permissions", isManaged: true });
    if (policy.versions.length >= versionsMax) throw tooManyVersions();

    const version = { id: `v${policy.nextVersion}`, document, createdAt: clock.now() };
    const isDefault = input.SetAsDefault === true;
    store.putPolicy({
      ...policy,
      versions: [...policy.versions, version],
      nextVersion: policy.nextVersion + 1,
      updatedAt: version.createdAt,
      defaultVersionId: isDefault ? version.id : policy.defaultVersionId,
    });

    return {
      PolicyVersion: { VersionId: version.id, IsDefaultVersion: isDefault, CreateDate: new Date(version.createdAt) },
    };
  },
};
