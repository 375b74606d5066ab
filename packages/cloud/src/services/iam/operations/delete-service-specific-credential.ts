import { changed, userArn } from "../owner.ts";
import { serviceCredentialOf } from "../service-credentials.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html */
export const deleteServiceSpecificCredential: IamOperation<"DeleteServiceSpecificCredential"> = {
  access: (input, scope, store) => ({
    action: "iam:DeleteServiceSpecificCredential",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { user, credential } = serviceCredentialOf(call, input);

    call.store.users.put({ ...user, serviceCredentials: changed(user.serviceCredentials, credential.id, undefined) });
  },
};
