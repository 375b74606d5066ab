import type { Operation } from "../../../kernel/operation.ts";
import { noBoundary, noSuchPolicy } from "../errors.ts";
import type { IamStore } from "../store.ts";
import { checkPolicyArn } from "./attached-policies.ts";
import { type IdentityKind, identityAccess, type Named, nameIn, refuseProtected } from "./kinds.ts";

type PutInput = Named & { readonly PermissionsBoundary: string };

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putBoundary = (kind: IdentityKind): Operation<IamStore, { input: PutInput; output: undefined }> => ({
  access: (input, scope, store) => {
    const access = identityAccess(kind, `Put${kind.word}PermissionsBoundary`, input, scope, store);
    return { ...access, context: { ...access.context, "iam:PermissionsBoundary": input.PermissionsBoundary } };
  },

  run({ store }, input) {
    const identity = kind.get(store, nameIn(kind, input));
    refuseProtected(identity);
    refuseBoundary(store, input.PermissionsBoundary);

    kind.put(store, { ...identity, boundaryArn: input.PermissionsBoundary });
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteBoundary = (kind: IdentityKind): Operation<IamStore, { input: Named; output: undefined }> => ({
  access: (input, scope, store) => identityAccess(kind, `Delete${kind.word}PermissionsBoundary`, input, scope, store),

  run({ store }, input) {
    const identity = kind.get(store, nameIn(kind, input));
    refuseProtected(identity);
    if (identity.boundaryArn === undefined) throw noBoundary(identity.name);

    kind.put(store, { ...identity, boundaryArn: undefined });
  },
});

/** Throws for what is no policy. */
export function refuseBoundary(store: IamStore, arn: string | undefined): void {
  if (arn === undefined) return;
  checkPolicyArn(arn);
  if (store.findPolicy(arn) === undefined) throw noSuchPolicy(arn);
}

/** As roles and users are described with it. */
export const describeBoundary = (arn: string | undefined) =>
  arn === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: "Policy" as unknown as "PermissionsBoundaryPolicy",
          PermissionsBoundaryArn: arn,
        },
      };
