import { describeServiceCredential } from "../outputs.ts";
import { userArn } from "../owner.ts";
import { newServicePassword, serviceCredentialOf } from "../service-credentials.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html */
export const resetServiceSpecificCredential: IamOperation<"ResetServiceSpecificCredential"> = {
  access: (input, scope, store) => ({
    action: "iam:ResetServiceSpecificCredential",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { user, credential } = serviceCredentialOf(call, input);

    return {
      ServiceSpecificCredential: {
        ...describeServiceCredential(credential, user),
        CreateDate: new Date(credential.createdAt),
        ServiceName: credential.service,
        ServicePassword: newServicePassword(call.ids),
      },
    };
  },
};
