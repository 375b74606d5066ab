import { onCertificate } from "../access.ts";
import type { AcmOperation } from "../shapes.ts";

/**
 * A tag that is given with its value goes only if it has that value.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RemoveTagsFromCertificate.html
 */
export const removeTagsFromCertificate: AcmOperation<"RemoveTagsFromCertificate"> = {
  access: onCertificate("RemoveTagsFromCertificate"),

  run({ store }, { CertificateArn = "", Tags = [] }) {
    const certificate = store.certificate(CertificateArn);
    const isGone = (key: string, value: string): boolean =>
      Tags.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value));
    const tags = Object.fromEntries(Object.entries(certificate.tags).filter(([key, value]) => !isGone(key, value)));
    store.put({ ...certificate, tags });
  },
};
