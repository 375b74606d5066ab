import { userArn, userOf } from "../owner.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export const listMFADevices: IamOperation<"ListMFADevices"> = {
  access: (input, scope, store) => ({
    action: "iam:ListMFADevices",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    const devices = [...call.store.mfaDevices.list()].filter(({ userName }) => userName === user.name);
    const { items, ...page } = paged(devices, input, ({ arn }) => arn);

    return {
      MFADevices: items.map(({ arn, enabledAt }) => ({
        UserName: user.name,
        SerialNumber: arn,
        EnableDate: new Date(enabledAt ?? 0),
      })),
      ...page,
    };
  },
};
