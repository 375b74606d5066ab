import { onCertificate } from "../access.ts";
import type { AcmOperation } from "../shapes.ts";
import { tagsWith } from "../tags.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_AddTagsToCertificate.html */
export const addTagsToCertificate: AcmOperation<"AddTagsToCertificate"> = {
  access: onCertificate("AddTagsToCertificate"),

  run({ store }, { CertificateArn = "", Tags = [] }) {
    const certificate = store.certificate(CertificateArn);
    store.put({ ...certificate, tags: tagsWith(certificate.tags, Tags) });
  },
};
