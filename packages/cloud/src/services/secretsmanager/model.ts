import { formatArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";

export interface Version {
  readonly id: string;
  readonly stages: readonly string[];
  readonly text?: string | undefined;
  /** In base64. */
  readonly bytes?: string | undefined;
  /** The data key that text and bytes are sealed with, itself sealed by the secret's own key; in base64. */
  readonly dataKey?: string | undefined;
  readonly createdAt: number;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly Version[];
  readonly createdAt: number;
  readonly changedAt: number;
  readonly deletedAt?: number | undefined;
  /** When it goes for good. */
  readonly deletionAt?: number | undefined;
  readonly accessedAt?: number | undefined;
  /** Who may do what with it, as JSON text. */
  readonly policy?: string | undefined;
  readonly rotation?: Rotation | undefined;
  readonly replicas?: readonly Replica[] | undefined;
  /** The service that keeps it for itself. */
  readonly owner?: string | undefined;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html */
export interface Rotation {
  readonly isOn: boolean;
  readonly lambdaArn: string;
  readonly rules: {
    readonly days?: number | undefined;
    readonly schedule?: string | undefined;
    readonly duration?: string | undefined;
  };
  readonly rotatedAt?: number | undefined;
  readonly nextAt?: number | undefined;
}

export interface Replica {
  readonly region: string;
  readonly kmsKeyId?: string | undefined;
}

export const pending = "AWSPENDING";
export const current = "AWSCURRENT";
export const previous = "AWSPREVIOUS";
/** Versions without a stage are forgotten beyond so many. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const versionsMax = 100;

/** Six characters tell a secret from one of the same name before it. */
export const secretArn = ({ account, region }: Scope, name: string, suffix: string): string =>
  formatArn({ service: "secretsmanager", region, account, resource: `secret:${name}-${suffix}` });

export const hasValue = ({ text, bytes }: Version): boolean => text !== undefined || bytes !== undefined;

/** The versions with a new one, which takes its stages from those that have them. */
export function withVersion(versions: readonly Version[], added: Version): Version[] {
  const takesCurrent = added.stages.includes(current);
  const others = versions
    .filter(({ id }) => id !== added.id)
    .map((version) => {
      const wasCurrent = version.stages.includes(current);
      const left = version.stages.filter(
        (stage) => !added.stages.includes(stage) && !(takesCurrent && stage === previous),
      );
      return { ...version, stages: takesCurrent && wasCurrent ? [...left, previous] : left };
    });
  const staged = others.filter(({ stages }) => stages.length > 0);
  const bare = others.filter(({ stages }) => stages.length === 0).slice(-versionsMax);
  return [...bare, ...staged, added];
}
