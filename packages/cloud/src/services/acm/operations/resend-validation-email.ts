import { onCertificate } from "../access.ts";
import { invalidState } from "../errors.ts";
import type { AcmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ResendValidationEmail.html */
export const resendValidationEmail: AcmOperation<"ResendValidationEmail"> = {
  access: onCertificate("ResendValidationEmail"),

  run({ store }, { CertificateArn = "" }) {
    const { method, status } = store.certificate(CertificateArn);
    if (method !== "EMAIL" || status !== "PENDING_VALIDATION") {
      throw invalidState(`No mail is awaited for certificate ${CertificateArn}`);
    }
  },
};
