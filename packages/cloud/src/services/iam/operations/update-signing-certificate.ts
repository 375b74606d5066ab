import { noSuch } from "../errors.ts";
import { changed, userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";
import { readStatus } from "../status.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html */
export const updateSigningCertificate: IamOperation<"UpdateSigningCertificate"> = {
  access: (input, scope, store) => ({
    action: "iam:UpdateSigningCertificate",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const user = userOf(call, input.UserName);
    const certificate = user.certificates.find(({ id }) => id === input.CertificateId);
    if (certificate === undefined) throw noSuch.certificate(input.CertificateId);
    const updated = { ...certificate, status: readStatus(input.Status) };

    call.store.users.put({ ...user, certificates: changed(user.certificates, certificate.id, updated) });
  },
};
