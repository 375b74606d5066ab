import { onAll } from "../access.ts";
import { validation } from "../errors.ts";
import { type Certificate, certificateArn } from "../model.ts";
import type { AcmOperation } from "../shapes.ts";
import { tagsWith } from "../tags.ts";
import { newValidations } from "../validation/new-validations.ts";
import { validationJob } from "../validation/validate-job.ts";

const hourMs = 3_600_000;
/** Among all names of a certificate. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const namesMax = 100;

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
export const requestCertificate: AcmOperation<"RequestCertificate"> = {
  access: onAll("RequestCertificate"),

  run(call, input) {
    const { store, clock, ids, jobs, account } = call;
    const { DomainName: domain = "", SubjectAlternativeNames: others = [], ValidationMethod: method = "EMAIL" } = input;
    const { KeyAlgorithm: keyAlgorithm = "RSA_2048", IdempotencyToken: idempotencyToken, Options: given } = input;
    const names = [...new Set([domain, ...others])];
    if (names.length > namesMax)
      throw validation(`A certificate is for at most ${namesMax} names: got ${names.length}`);
    if (input.CertificateAuthorityArn !== undefined)
      throw validation("There are no private certificate authorities here");
    const now = clock.now();
    const known = [...store.list()].find(
      (one) => one.idempotencyToken !== undefined && one.idempotencyToken === idempotencyToken && one.domain === domain,
    );
    if (known !== undefined && now - known.createdAt < hourMs) return { CertificateArn: known.arn };

    const certificate: Certificate = {
      arn: certificateArn(call, ids.uuid()),
      domain,
      names,
      type: "AMAZON_ISSUED",
      status: "PENDING_VALIDATION",
      method,
      validations: newValidations(account, names, method, input.DomainValidationOptions ?? []),
      keyAlgorithm,
      createdAt: now,
      options: { CertificateTransparencyLoggingPreference: "ENABLED", Export: "DISABLED", ...given },
      tags: tagsWith({}, input.Tags ?? []),
      idempotencyToken,
    };
    store.put(certificate);
    jobs.add(validationJob, certificate.arn);
    return { CertificateArn: certificate.arn };
  },
};
