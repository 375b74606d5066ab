import { onCertificate } from "../access.ts";
import { inUse } from "../errors.ts";
import type { AcmOperation } from "../shapes.ts";
import { certificateUsers } from "../users.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html */
export const deleteCertificate: AcmOperation<"DeleteCertificate"> = {
  access: onCertificate("DeleteCertificate"),

  async run(call, { CertificateArn = "" }) {
    const { arn } = call.store.certificate(CertificateArn);
    const usersOf = await certificateUsers(call);
    if (usersOf(arn).length > 0) throw inUse(CertificateArn, call.account);
    call.store.delete(CertificateArn);
  },
};
