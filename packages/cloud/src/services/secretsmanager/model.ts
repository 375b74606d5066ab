import { formatArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";

export interface Version {
  readonly id: string;
  readonly stages: readonly string[];
  readonly text?: string | undefined;
  /** In base64. */
  readonly bytes?: string | undefined;
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
  /** The service that keeps it for itself. */
  readonly owner?: string | undefined;
}

export const current = "AWSCURRENT";
const previous = "AWSPREVIOUS";
/** Versions without a stage are forgotten beyond so many. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const versionsMax = 100;

/** Six characters tell a secret from one of the same name before it. */
export const secretArn = ({ account, region }: Scope, name: string, suffix: string): string =>
  formatArn({ service: "secretsmanager", region, account, resource: `secret:${name}-${suffix}` });

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
