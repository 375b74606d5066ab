import type {
  ExpirationModelType,
  GrantConstraints,
  GrantOperation,
  KeyUsageType,
  OriginType,
} from "@aws-sdk/client-kms";
import { formatArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import type { Spec } from "./keys/specs.ts";

/** One version of a key's secret: rotation adds another, and all stay able to decrypt what they encrypted. */
export interface Material {
  readonly id: string;
  /** In base64: raw bytes of symmetric and HMAC keys, PKCS #8 of the others. */
  readonly bytes: string;
  readonly createdAt: number;
  readonly rotation?: "AUTOMATIC" | "ON_DEMAND" | undefined;
}

export interface Key {
  readonly id: string;
  readonly manager: "AWS" | "CUSTOMER";
  readonly description: string;
  readonly usage: KeyUsageType;
  readonly spec: Spec;
  readonly origin: OriginType;
  readonly state: "Enabled" | "Disabled" | "PendingDeletion" | "PendingImport" | "PendingReplicaDeletion";
  /** As JSON text. */
  readonly policy: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly deletionAt?: number | undefined;
  readonly pendingWindowDays?: number | undefined;
  /** The last one is current; none while imported material is missing. */
  readonly materials: readonly Material[];
  readonly rotation?: Rotation | undefined;
  readonly multiRegion?: MultiRegion | undefined;
  readonly expiration?: { readonly model: ExpirationModelType; readonly validTo?: number | undefined } | undefined;
}

export interface Rotation {
  readonly periodDays: number;
  readonly nextAt: number;
}

export interface MultiRegion {
  readonly primary: string;
  readonly replicas: readonly string[];
}

export interface Alias {
  readonly name: string;
  readonly keyId: string;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
export interface Grant {
  readonly id: string;
  readonly keyId: string;
  readonly token: string;
  readonly name?: string | undefined;
  readonly grantee: string;
  readonly retiring?: string | undefined;
  readonly operations: readonly GrantOperation[];
  readonly constraints?: GrantConstraints | undefined;
  readonly createdAt: number;
}

/** What GetParametersForImport has given out. */
export interface ImportOffer {
  readonly token: string;
  readonly keyId: string;
  /** PKCS #8 in base64. */
  readonly privateKey: string;
  readonly algorithm: string;
  readonly validTo: number;
}

export const dayMs = 24 * 60 * 60 * 1000;

export const keyArn = ({ account, region }: Scope, id: string): string =>
  formatArn({ service: "kms", region, account, resource: `key/${id}` });

export const aliasArn = ({ account, region }: Scope, name: string): string =>
  formatArn({ service: "kms", region, account, resource: name });
