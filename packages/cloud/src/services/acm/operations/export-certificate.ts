import { createPrivateKey } from "node:crypto";
import { onCertificate } from "../access.ts";
import { inProgress, validation } from "../errors.ts";
import type { AcmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ExportCertificate.html */
export const exportCertificate: AcmOperation<"ExportCertificate"> = {
  access: onCertificate("ExportCertificate"),

  run({ store }, { CertificateArn = "", Passphrase }) {
    const { content, options } = store.certificate(CertificateArn);
    if (content === undefined) throw inProgress(CertificateArn);
    if (options.Export !== "ENABLED") throw validation(`Certificate ARN: ${CertificateArn} is not exportable`);
    const passphrase = Buffer.from(Passphrase ?? []);
    return {
      Certificate: content.certificate,
      CertificateChain: content.chain,
      PrivateKey: createPrivateKey(content.key)
        .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase })
        .toString(),
    };
  },
};
