import type { Access } from "../../kernel/operation.ts";

/** A right on one certificate. */
export const onCertificate =
  (action: string) =>
  ({ CertificateArn = "*" }: { readonly CertificateArn?: string | undefined }): Access => ({
    action: `acm:${action}`,
    resource: CertificateArn,
  });

export const onAll = (action: string) => (): Access => ({ action: `acm:${action}`, resource: "*" });
