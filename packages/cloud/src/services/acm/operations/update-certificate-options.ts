import { onCertificate } from "../access.ts";
import { invalidState } from "../errors.ts";
import type { AcmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_UpdateCertificateOptions.html */
export const updateCertificateOptions: AcmOperation<"UpdateCertificateOptions"> = {
  access: onCertificate("UpdateCertificateOptions"),

  run({ store }, { CertificateArn = "", Options = {} }) {
    const certificate = store.certificate(CertificateArn);
    if (certificate.type === "IMPORTED") throw invalidState("Imported certificates have no options");
    store.put({ ...certificate, options: { ...certificate.options, ...Options } });
  },
};
