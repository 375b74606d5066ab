import { noSuchPolicyVersion } from "../errors.ts";
import { encodeDocument } from "../model.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion: IamOperation<"GetPolicyVersion"> = {
  access: (input, _, store) => onEntity("GetPolicyVersion", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store }, input) {
    const policy = store.policy(input.PolicyArn);
    const version = policy.versions.find(({ id }) => id === input.VersionId);
    if (version === undefined) throw noSuchPolicyVersion(input.PolicyArn, input.VersionId);

    return {
      PolicyVersion: {
        Document: encodeDocument(version.document),
        VersionId: version.id,
        IsDefaultVersion: version.id === policy.defaultVersionId,
        CreateDate: new Date(version.createdAt),
      },
    };
  },
};
