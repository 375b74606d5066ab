import type { Operation } from "../../../kernel/operation.ts";
import { inlinePoliciesTooLong, noSuchInlinePolicy } from "../errors.ts";
import { encodeDocument } from "../model.ts";
import { checkPolicy, policySize } from "../policy-grammar.ts";
import { pagedTexts } from "../shapes.ts";
import type { IamStore } from "../store.ts";
import { type IdentityKind, identityAccess, type Named, nameIn, refuseProtected } from "./kinds.ts";

type PolicyInput = Named & { readonly PolicyName: string };
type PutInput = PolicyInput & { readonly PolicyDocument: string };
type ListInput = Named & { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined };
type Document = Named & { readonly PolicyName: string; readonly PolicyDocument: string };
type Names = { readonly PolicyNames: string[]; readonly IsTruncated: boolean; readonly Marker: string | undefined };

/** Characters without white space, all inline policies together. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const charactersMax = { role: 10_240, user: 2048, group: 5120 } as const;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putPolicy = (kind: IdentityKind): Operation<IamStore, { input: PutInput; output: undefined }> => ({
  access: (input, scope, store) => identityAccess(kind, `Put${kind.word}Policy`, input, scope, store),

  run({ store }, input) {
    const identity = kind.get(store, nameIn(kind, input));
    refuseProtected(identity);
    const document = checkPolicy(input.PolicyDocument, { kind: "permissions" });
    const inlinePolicies = { ...identity.inlinePolicies, [input.PolicyName]: document };
    const size = Object.values(inlinePolicies).reduce((sum, text) => sum + policySize(text), 0);
    const max = charactersMax[kind.lower];
    if (size > max) throw inlinePoliciesTooLong(kind.lower, identity.name, max);

    kind.put(store, { ...identity, inlinePolicies });
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getInlinePolicy = (kind: IdentityKind): Operation<IamStore, { input: PolicyInput; output: Document }> => ({
  access: (input, scope, store) => identityAccess(kind, `Get${kind.word}Policy`, input, scope, store),

  run({ store }, input) {
    const { name, inlinePolicies } = kind.get(store, nameIn(kind, input));
    const document = inlinePolicies[input.PolicyName];
    if (document === undefined) throw noSuchInlinePolicy(kind.lower, input.PolicyName);

    return {
      [`${kind.word}Name`]: name,
      PolicyName: input.PolicyName,
      PolicyDocument: encodeDocument(document),
    };
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteInlinePolicy = (
  kind: IdentityKind,
): Operation<IamStore, { input: PolicyInput; output: undefined }> => ({
  access: (input, scope, store) => identityAccess(kind, `Delete${kind.word}Policy`, input, scope, store),

  run({ store }, input) {
    const identity = kind.get(store, nameIn(kind, input));
    refuseProtected(identity);
    const { [input.PolicyName]: document, ...inlinePolicies } = identity.inlinePolicies;
    if (document === undefined) throw noSuchInlinePolicy(kind.lower, input.PolicyName);

    kind.put(store, { ...identity, inlinePolicies });
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listInlinePolicies = (kind: IdentityKind): Operation<IamStore, { input: ListInput; output: Names }> => ({
  access: (input, scope, store) => identityAccess(kind, `List${kind.word}Policies`, input, scope, store),

  run({ store }, input) {
    const { inlinePolicies } = kind.get(store, nameIn(kind, input));
    const { items, ...page } = pagedTexts(Object.keys(inlinePolicies), input);

    return { PolicyNames: items, ...page };
  },
});
