import { changed, userArn } from "../owner.ts";
import { serviceCredentialOf } from "../service-credentials.ts";
import type { IamOperation } from "../shapes.ts";
import { readStatus } from "../status.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html */
export const updateServiceSpecificCredential: IamOperation<"UpdateServiceSpecificCredential"> = {
  access: (input, scope, store) => ({
    action: "iam:UpdateServiceSpecificCredential",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { user, credential } = serviceCredentialOf(call, input);
    const updated = { ...credential, status: readStatus(input.Status) };

    call.store.users.put({ ...user, serviceCredentials: changed(user.serviceCredentials, credential.id, updated) });
  },
};
