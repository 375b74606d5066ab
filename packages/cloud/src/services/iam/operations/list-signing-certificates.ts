import { describeSigningCertificate } from "../certificates.ts";
import { userArn, userOf } from "../owner.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html */
export const listSigningCertificates: IamOperation<"ListSigningCertificates"> = {
  access: (input, scope, store) => ({
    action: "iam:ListSigningCertificates",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    const { items, ...page } = paged(user.certificates, input, ({ id }) => id);

    return { Certificates: items.map((certificate) => describeSigningCertificate(user, certificate)), ...page };
  },
};
