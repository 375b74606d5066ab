import { refuseProtected } from "../identities/kinds.ts";
import { checkPolicy } from "../policy-grammar.ts";
import { knows } from "../principals.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy: IamOperation<"UpdateAssumeRolePolicy"> = {
  access: (input, scope, store) =>
    onEntity("UpdateAssumeRolePolicy", store.roles.find(input.RoleName), arnOf("role", scope, input.RoleName)),

  run({ store, account }, input) {
    const role = store.roles.get(input.RoleName);
    refuseProtected(role);
    const rules = { kind: "trust", isPrincipal: knows(store, account) } as const;
    const trustPolicy = checkPolicy(input.PolicyDocument, rules);

    store.roles.put({ ...role, trustPolicy });
  },
};
