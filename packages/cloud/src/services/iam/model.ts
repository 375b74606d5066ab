/** A role as it is kept. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export interface Role {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly description?: string | undefined;
  readonly maxSessionSeconds: number;
  /** JSON text. */
  readonly trustPolicy: string;
  readonly boundaryArn?: string | undefined;
  readonly tags: Tags;
  /** Inline policies: JSON text by name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs of attached managed policies, in the order of their attachment. */
  readonly attachedPolicyArns: readonly string[];
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html */
export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly description?: string | undefined;
  readonly defaultVersionId: string;
  readonly nextVersion: number;
  readonly versions: readonly PolicyVersion[];
  readonly tags: Tags;
}

export interface PolicyVersion {
  readonly id: string;
  /** JSON text. */
  readonly document: string;
  readonly createdAt: number;
}

export type Tags = Readonly<Record<string, string>>;

export const defaultDocument = (policy: ManagedPolicy): string =>
  policy.versions.find((version) => version.id === policy.defaultVersionId)?.document ?? "";

interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

export const readTags = (tags: readonly Tag[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

export const writeTags = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** IAM returns documents URL-encoded as RFC 3986 says. */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
