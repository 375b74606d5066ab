import { pageOf } from "../../../kernel/paging.ts";
import { onEverything } from "../access.ts";
import { askedExtension } from "../registry/arns.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypeRegistrations.html */
export const listTypeRegistrations: StackOperation<"ListTypeRegistrations"> = {
  access: onEverything("ListTypeRegistrations"),

  run({ store: { registry } }, input) {
    const { Type, TypeName, TypeArn: Arn, MaxResults: max = 100, NextToken: token } = input;
    const { RegistrationStatusFilter: status = "IN_PROGRESS" } = input;
    const isAnything = Arn === undefined && TypeName === undefined;
    const asked = isAnything ? undefined : askedExtension({ Arn, Type, TypeName });
    const found = [...registry.registrations()].filter(
      (one) =>
        one.status === status &&
        (asked === undefined || asked.typeName === one.typeName) &&
        (Type === undefined || Type === one.kind),
    );
    const { items, next } = pageOf(found, { token, max, idOf: (one) => one.token });
    return { RegistrationTokenList: items.map((one) => one.token), NextToken: next };
  },
};
