import { onCertificate } from "../access.ts";
import type { AcmOperation } from "../shapes.ts";
import { tagsOutput } from "../tags.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ListTagsForCertificate.html */
export const listTagsForCertificate: AcmOperation<"ListTagsForCertificate"> = {
  access: onCertificate("ListTagsForCertificate"),
  run: ({ store }, { CertificateArn = "" }) => ({ Tags: tagsOutput(store.certificate(CertificateArn).tags) }),
};
