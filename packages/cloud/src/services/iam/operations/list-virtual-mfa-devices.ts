import { describeUser } from "../outputs.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html */
export const listVirtualMFADevices: IamOperation<"ListVirtualMFADevices"> = {
  access: () => ({ action: "iam:ListVirtualMFADevices", resource: "*" }),

  run({ store }, input) {
    const wanted = [...store.mfaDevices.list()].filter(
      ({ userName }) =>
        input.AssignmentStatus === undefined ||
        input.AssignmentStatus === "Any" ||
        (input.AssignmentStatus === "Assigned") === (userName !== undefined),
    );
    const { items, ...page } = paged(wanted, input, ({ arn }) => arn);

    return {
      VirtualMFADevices: items.map(({ arn, userName, enabledAt }) => {
        const user = userName === undefined ? undefined : store.users.find(userName);
        return {
          SerialNumber: arn,
          ...(user === undefined ? {} : { User: describeUser(user), EnableDate: new Date(enabledAt ?? 0) }),
        };
      }),
      ...page,
    };
  },
};
