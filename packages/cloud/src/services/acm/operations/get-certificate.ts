import { onCertificate } from "../access.ts";
import { inProgress } from "../errors.ts";
import type { AcmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html */
export const getCertificate: AcmOperation<"GetCertificate"> = {
  access: onCertificate("GetCertificate"),

  run({ store }, { CertificateArn = "" }) {
    const { content } = store.certificate(CertificateArn);
    if (content === undefined) throw inProgress(CertificateArn);
    return { Certificate: content.certificate, CertificateChain: content.chain };
  },
};
