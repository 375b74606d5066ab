import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { onCertificate } from "../access.ts";
import { validation } from "../errors.ts";
import { type Certificate, certificateArn } from "../model.ts";
import type { AcmOperation } from "../shapes.ts";
import { tagsWith } from "../tags.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html */
export const importCertificate: AcmOperation<"ImportCertificate"> = {
  access: onCertificate("ImportCertificate"),

  run(call, input) {
    const { store, clock, ids } = call;
    const { CertificateArn: arn } = input;
    const before = arn === undefined ? undefined : store.certificate(arn);
    if (before !== undefined && before.type !== "IMPORTED") throw validation("Only imported certificates are replaced");
    const [certificate, key, chain] = [input.Certificate, input.PrivateKey, input.CertificateChain].map(
      (bytes) => bytes && Buffer.from(bytes).toString("utf8"),
    );
    const parsed = read("certificate", () => new X509Certificate(certificate ?? ""));
    const privateKey = read("private key", () => createPrivateKey(key ?? ""));
    if (!parsed.checkPrivateKey(privateKey)) throw validation("The private key does not belong to the certificate");

    const now = clock.now();
    const names = namesOf(parsed);
    const imported: Certificate = {
      arn: before?.arn ?? certificateArn(call, ids.uuid()),
      domain: names[0] ?? "",
      names,
      type: "IMPORTED",
      status: "ISSUED",
      method: "DNS",
      validations: [],
      keyAlgorithm: algorithmOf(parsed.publicKey),
      createdAt: before?.createdAt ?? now,
      importedAt: now,
      content: { certificate: certificate ?? "", key: key ?? "", chain },
      options: { CertificateTransparencyLoggingPreference: "DISABLED" },
      tags: tagsWith(before?.tags ?? {}, input.Tags ?? []),
      idempotencyToken: undefined,
    };
    store.put(imported);
    return { CertificateArn: imported.arn };
  },
};

function read<Result>(what: string, parse: () => Result): Result {
  try {
    return parse();
  } catch {
    throw validation(`The ${what} is not valid PEM, or of a kind that is not supported`);
  }
}

/** The common name, then the other names of hosts. */
function namesOf({ subject, subjectAltName = "" }: X509Certificate): string[] {
  const common = /(?:^|\n)CN=(.+)/.exec(subject)?.[1];
  const hosts = subjectAltName.split(", ").flatMap((name) => /^DNS:(.+)/.exec(name)?.[1] ?? []);
  return [...new Set([...(common === undefined ? [] : [common]), ...hosts])];
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: "EC_prime256v1",
  secp384r1: "EC_secp384r1",
  secp521r1: "EC_secp521r1",
};

function algorithmOf({ asymmetricKeyDetails: details }: KeyObject): string {
  return curves[details?.namedCurve ?? ""] ?? `RSA_${details?.modulusLength ?? ""}`;
}
