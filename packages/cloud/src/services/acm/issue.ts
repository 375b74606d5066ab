import type { Call } from "../../kernel/operation.ts";
import { makeCertificate } from "../../x509/certificate.ts";
import type { Certificate } from "./model.ts";
import type { AcmStore } from "./store.ts";

const dayMs = 86_400_000;
/** https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html: thirteen months */
const validMs = 395 * dayMs;
const authorityMs = 20 * 365 * dayMs;
const serialBytes = 16;
const authorityName = "Millrace Certificate Authority";

/** The certificate, issued now by this cloud's own authority: no browser trusts it. */
export function issued({ store, clock, ids }: Call<AcmStore>, certificate: Certificate): Certificate {
  const now = clock.now();
  const authority = store.authority(() =>
    makeCertificate({ name: authorityName, serial: ids.bytes(serialBytes), from: now - dayMs, to: now + authorityMs }),
  );
  const made = makeCertificate({
    name: certificate.domain,
    hosts: certificate.names,
    issuer: { ...authority, name: authorityName },
    serial: ids.bytes(serialBytes),
    from: now - (now % dayMs),
    to: now - (now % dayMs) + validMs,
  });
  return {
    ...certificate,
    status: "ISSUED",
    issuedAt: now,
    content: { ...made, chain: authority.certificate },
    validations: certificate.validations.map((validation) => ({ ...validation, status: "SUCCESS" })),
  };
}
