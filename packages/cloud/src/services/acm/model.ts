import type { CertificateOptions } from "@aws-sdk/client-acm";
import type { Scope } from "../../kernel/operation.ts";
import type { Identity } from "../../x509/certificate.ts";

export type Status = "PENDING_VALIDATION" | "ISSUED" | "VALIDATION_TIMED_OUT";

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export interface Certificate {
  readonly arn: string;
  readonly domain: string;
  /** All that it is for, the domain first. */
  readonly names: readonly string[];
  readonly type: "AMAZON_ISSUED" | "IMPORTED";
  readonly status: Status;
  readonly method: "DNS" | "EMAIL" | "HTTP";
  readonly validations: readonly Validation[];
  readonly keyAlgorithm: string;
  readonly createdAt: number;
  readonly issuedAt?: number;
  readonly importedAt?: number;
  /** Once it is issued. */
  readonly content?: Content;
  readonly options: CertificateOptions;
  readonly tags: Readonly<Record<string, string>>;
  readonly idempotencyToken: string | undefined;
}

/** What shows that somebody may have a certificate for a name. */
export interface Validation {
  readonly name: string;
  readonly validationDomain: string;
  readonly status: "PENDING_VALIDATION" | "SUCCESS" | "FAILED";
  /** A CNAME record; of DNS alone. */
  readonly record?: { readonly name: string; readonly value: string };
}

/** As PEM. */
export interface Content extends Identity {
  readonly chain: string | undefined;
}

export const certificateArn = ({ account, region }: Scope, id: string): string =>
  `arn:aws:acm:${region}:${account}:certificate/${id}`;

/** What a certificate is known by when it is listed. */
export const idOf = ({ arn }: Certificate): string => arn;
