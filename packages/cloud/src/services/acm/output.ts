import { X509Certificate } from "node:crypto";
import type { CertificateDetail, CertificateSummary, DomainValidation } from "@aws-sdk/client-acm";
import type { Certificate, Validation } from "./model.ts";

const renewal = "INELIGIBLE";

export function detailOf(certificate: Certificate, users: readonly string[]): CertificateDetail {
  const { content, validations, method, type, options } = certificate;
  const parsed = content && new X509Certificate(content.certificate);
  return {
    CertificateArn: certificate.arn,
    DomainName: certificate.domain,
    SubjectAlternativeNames: [...certificate.names],
    Subject: `CN=${certificate.domain}`,
    Issuer: parsed === undefined ? "Amazon" : (/CN=(.*)/.exec(parsed.issuer)?.[1] ?? parsed.issuer),
    CreatedAt: new Date(certificate.createdAt),
    ...(certificate.issuedAt !== undefined && { IssuedAt: new Date(certificate.issuedAt) }),
    ...(certificate.importedAt !== undefined && { ImportedAt: new Date(certificate.importedAt) }),
    Status: certificate.status,
    ...(parsed && {
      Serial: (parsed.serialNumber.toLowerCase().match(/../g) ?? []).join(":"),
      NotBefore: new Date(parsed.validFrom),
      NotAfter: new Date(parsed.validTo),
      SignatureAlgorithm: parsed.publicKey.asymmetricKeyType === "rsa" ? "SHA256WITHRSA" : "SHA256WITHECDSA",
      KeyUsages: [{ Name: "DIGITAL_SIGNATURE" }],
      ExtendedKeyUsages: [{ Name: "TLS_WEB_SERVER_AUTHENTICATION", OID: "1.3.6.1.5.5.7.3.1" }],
    }),
    KeyAlgorithm: certificate.keyAlgorithm as CertificateDetail["KeyAlgorithm"],
    InUseBy: [...users],
    Type: type,
    RenewalEligibility: renewal,
    ...(type === "AMAZON_ISSUED" && { DomainValidationOptions: validations.map((each) => validationOf(each, method)) }),
    Options: options,
  };
}

function validationOf({ name, validationDomain, status, record }: Validation, method: string): DomainValidation {
  return {
    DomainName: name,
    ValidationDomain: validationDomain,
    ValidationStatus: status,
    ValidationMethod: method as DomainValidation["ValidationMethod"],
    ...(record && { ResourceRecord: { Name: record.name, Type: "CNAME", Value: record.value } }),
  };
}

export function summaryOf(certificate: Certificate, users: readonly string[]): CertificateSummary {
  const {
    CertificateArn,
    DomainName,
    Status,
    Type,
    KeyAlgorithm,
    CreatedAt,
    IssuedAt,
    ImportedAt,
    NotBefore,
    NotAfter,
  } = detailOf(certificate, users);
  return {
    CertificateArn,
    DomainName,
    SubjectAlternativeNameSummaries: [...certificate.names],
    HasAdditionalSubjectAlternativeNames: false,
    Status,
    Type,
    KeyAlgorithm,
    InUse: users.length > 0,
    RenewalEligibility: renewal,
    CreatedAt,
    IssuedAt,
    ImportedAt,
    NotBefore,
    NotAfter,
  };
}
