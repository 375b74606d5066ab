import { describeServiceCredential } from "../outputs.ts";
import { userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html */
export const listServiceSpecificCredentials: IamOperation<"ListServiceSpecificCredentials"> = {
  access: (input, scope, store) => ({
    action: "iam:ListServiceSpecificCredentials",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    const wanted = user.serviceCredentials.filter(
      ({ service }) => input.ServiceName === undefined || service === input.ServiceName,
    );

    return { ServiceSpecificCredentials: wanted.map((credential) => describeServiceCredential(credential, user)) };
  },
};
