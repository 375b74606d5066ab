import type { Operation } from "../../../kernel/operation.ts";
import { badArn, noSuchPolicy, notAttached, quotaExceeded } from "../errors.ts";
import { paged } from "../shapes.ts";
import type { IamStore } from "../store.ts";
import { type IdentityKind, identityAccess, type Named, nameIn, refuseProtected } from "./kinds.ts";

type PolicyInput = Named & { readonly PolicyArn: string };
type PolicyOperation = Operation<IamStore, { input: PolicyInput; output: undefined }>;

interface ListInput extends Named {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}
type AttachedPolicies = {
  readonly AttachedPolicies: { PolicyName: string; PolicyArn: string }[];
  readonly IsTruncated: boolean;
  readonly Marker: string | undefined;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const attachedMax = 10;

/** Throws ValidationError. */
export function checkPolicyArn(arn: string): void {
  if (!/^arn:[^:]+:iam::(\d{12}|aws):policy\/./.test(arn)) throw badArn();
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachPolicy = (kind: IdentityKind): PolicyOperation => ({
  access: (input, scope, store) =>
    withPolicy(identityAccess(kind, `Attach${kind.word}Policy`, input, scope, store), input),

  run({ store }, input) {
    const identity = kind.get(store, nameIn(kind, input));
    refuseProtected(identity);
    checkPolicyArn(input.PolicyArn);
    if (store.findPolicy(input.PolicyArn) === undefined) throw noSuchPolicy(input.PolicyArn);
    const { attachedPolicyArns: have } = identity;
    if (have.includes(input.PolicyArn)) return;
    if (have.length >= attachedMax) throw quotaExceeded(`PoliciesPer${kind.word}`, attachedMax);

    kind.put(store, { ...identity, attachedPolicyArns: [...have, input.PolicyArn] });
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachPolicy = (kind: IdentityKind): PolicyOperation => ({
  access: (input, scope, store) =>
    withPolicy(identityAccess(kind, `Detach${kind.word}Policy`, input, scope, store), input),

  run({ store }, input) {
    const identity = kind.get(store, nameIn(kind, input));
    refuseProtected(identity);
    checkPolicyArn(input.PolicyArn);
    const { attachedPolicyArns: have } = identity;
    if (!have.includes(input.PolicyArn)) throw notAttached(input.PolicyArn);

    kind.put(store, { ...identity, attachedPolicyArns: have.filter((arn) => arn !== input.PolicyArn) });
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedPolicies = (
  kind: IdentityKind,
): Operation<IamStore, { input: ListInput; output: AttachedPolicies }> => ({
  access: (input, scope, store) => identityAccess(kind, `ListAttached${kind.word}Policies`, input, scope, store),

  run({ store }, input) {
    const under = ({ path }: { path: string }): boolean => path.startsWith(input.PathPrefix ?? "/");
    const policies = kind
      .get(store, nameIn(kind, input))
      .attachedPolicyArns.flatMap((arn) => store.findPolicy(arn) ?? [])
      .filter(under)
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const { items, ...page } = paged(policies, input, ({ arn }) => arn);

    return { AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...page };
  },
});

const withPolicy = <Asked extends { readonly context?: object }>(access: Asked, { PolicyArn }: PolicyInput) => ({
  ...access,
  context: { ...access.context, "iam:PolicyARN": PolicyArn },
});
