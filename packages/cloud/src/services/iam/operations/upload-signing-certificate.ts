import { describeSigningCertificate, readCertificate } from "../certificates.ts";
import type { SigningCertificate } from "../model.ts";
import { userArn, userOf } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html */
export const uploadSigningCertificate: IamOperation<"UploadSigningCertificate"> = {
  access: (input, scope, store) => ({
    action: "iam:UploadSigningCertificate",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run(call, input) {
    const { store, clock } = call;
    const user = userOf(call, input.UserName);
    const certificate: SigningCertificate = {
      id: readCertificate(input.CertificateBody).fingerprint.replaceAll(":", "").slice(0, 32),
      body: input.CertificateBody,
      status: "Active",
      createdAt: clock.now(),
    };

    store.users.put({ ...user, certificates: [...user.certificates, certificate] });

    return { Certificate: describeSigningCertificate(user, certificate) };
  },
};
