import { createHash, X509Certificate } from "node:crypto";
import type { SigningCertificate as SigningCertificateShape, SSHPublicKey } from "@aws-sdk/client-iam";
import { malformedCertificate } from "./errors.ts";
import type { Entity, SigningCertificate, SshKey } from "./model.ts";
import { describeSshKey } from "./outputs.ts";

/** Throws MalformedCertificate. */
export function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw malformedCertificate();
  }
}

export const describeSigningCertificate = (user: Entity, certificate: SigningCertificate): SigningCertificateShape => ({
  UserName: user.name,
  CertificateId: certificate.id,
  CertificateBody: certificate.body,
  Status: certificate.status,
  UploadDate: new Date(certificate.createdAt),
});

export const describeWholeSshKey = (user: Entity, key: SshKey): SSHPublicKey => ({
  UserName: user.name,
  SSHPublicKeyId: key.id,
  Fingerprint: key.fingerprint,
  SSHPublicKeyBody: key.body,
  Status: key.status,
  UploadDate: describeSshKey(user, key).UploadDate,
});

/** MD5 of the key's blob in pairs of digits, as `ssh-keygen -E md5 -l` prints it. */
export const sshFingerprint = (body: string): string =>
  createHash("md5")
    .update(Buffer.from(body.split(/\s+/)[1] ?? body, "base64"))
    .digest("hex")
    .replace(/(..)(?!$)/g, "$1:");
