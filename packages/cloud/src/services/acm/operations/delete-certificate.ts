import { onCertificate } from "../access.ts";
import { inUse } from "../errors.ts";
import type { AcmOperation } from "../shapes.ts";
import { usersOf } from "../users.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html */
export const deleteCertificate: AcmOperation<"DeleteCertificate"> = {
  access: onCertificate("DeleteCertificate"),

  async run(call, { CertificateArn = "" }) {
    const users = await usersOf(call, call.store.certificate(CertificateArn).arn);
    if (users.length > 0) throw inUse(CertificateArn, call.account);
    call.store.delete(CertificateArn);
  },
};
