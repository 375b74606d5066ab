import { onCertificate } from "../access.ts";
import { detailOf } from "../output.ts";
import type { AcmOperation } from "../shapes.ts";
import { certificateUsers } from "../users.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html */
export const describeCertificate: AcmOperation<"DescribeCertificate"> = {
  access: onCertificate("DescribeCertificate"),

  async run(call, { CertificateArn = "" }) {
    const certificate = call.store.certificate(CertificateArn);
    return { Certificate: detailOf(certificate, (await certificateUsers(call))(CertificateArn)) };
  },
};
