import { noSuch } from "../errors.ts";
import { changed, userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html */
export const deleteSigningCertificate: IamOperation<"DeleteSigningCertificate"> = {
  access: (input, scope, store) => ({
    action: "iam:DeleteSigningCertificate",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    const certificate = user.certificates.find(({ id }) => id === input.CertificateId);
    if (certificate === undefined) throw noSuch.certificate(input.CertificateId);

    call.store.users.put({ ...user, certificates: changed(user.certificates, certificate.id, undefined) });
  },
};
