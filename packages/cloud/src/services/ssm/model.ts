import type { ParameterTier, ParameterType } from "@aws-sdk/client-ssm";
import { formatArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";

export interface Parameter {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Oldest first; the last one is current. */
  readonly versions: readonly Version[];
}

export interface Version {
  readonly version: number;
  readonly type: ParameterType;
  /** Of a SecureString: its ciphertext in base64. */
  readonly value: string;
  readonly keyId?: string | undefined;
  readonly dataType: string;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly tier: ParameterTier;
  readonly labels: readonly string[];
  /** As JSON text. */
  readonly policies?: string | undefined;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
export const versionsMax = 100;

export const parameterArn = ({ account, region }: Scope, name: string): string =>
  formatArn({
    service: "ssm",
    region,
    // What AWS itself publishes belongs to no account.
    account: name.startsWith("/aws/service/") ? "" : account,
    resource: `parameter${name.startsWith("/") ? "" : "/"}${name}`,
  });

export function currentOf({ name, versions }: Parameter): Version {
  const version = versions.at(-1);
  if (version === undefined) throw new Error(`A parameter has no version: ${name}`);
  return version;
}
