export type Tags = Readonly<Record<string, string>>;

/** What every named thing of an account has. */
export interface Entity {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Who policies can be given to: roles, users and groups. */
export interface Identity extends Entity {
  /** Inline policies: JSON text by name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs of attached managed policies, in the order of their attachment. */
  readonly attachedPolicyArns: readonly string[];
  readonly boundaryArn?: string | undefined;
}

/** A role as it is kept. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export interface Role extends Identity {
  readonly description?: string | undefined;
  readonly maxSessionSeconds: number;
  /** JSON text. */
  readonly trustPolicy: string;
  readonly tags: Tags;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export interface User extends Identity {
  readonly tags: Tags;
  readonly groupNames: readonly string[];
  readonly accessKeys: readonly AccessKey[];
  readonly loginProfile?: LoginProfile | undefined;
  readonly serviceCredentials: readonly ServiceCredential[];
  readonly sshKeys: readonly SshKey[];
  readonly certificates: readonly SigningCertificate[];
}

export type Group = Identity;

export type Status = "Active" | "Inactive";

export interface AccessKey {
  readonly id: string;
  readonly status: Status;
  readonly createdAt: number;
}

export interface LoginProfile {
  readonly createdAt: number;
  readonly mustChangePassword: boolean;
  /** SHA-256 of the password with the user's id, in hexadecimal. */
  readonly passwordHash: string;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredential.html */
export interface ServiceCredential {
  readonly id: string;
  readonly service: string;
  readonly userName: string;
  readonly status: Status;
  readonly createdAt: number;
}

export interface SshKey {
  readonly id: string;
  readonly fingerprint: string;
  readonly body: string;
  readonly status: Status;
  readonly createdAt: number;
}

export interface SigningCertificate {
  readonly id: string;
  readonly body: string;
  readonly status: Status;
  readonly createdAt: number;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html */
export interface InstanceProfile extends Entity {
  readonly roleName?: string | undefined;
  readonly tags: Tags;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export interface OpenIdProvider {
  /** The URL without its scheme. */
  readonly url: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly tags: Tags;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html */
export interface SamlProvider {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly metadata: string;
  readonly createdAt: number;
  readonly tags: Tags;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServerCertificate.html */
export interface ServerCertificate extends Entity {
  readonly body: string;
  readonly chain?: string | undefined;
  readonly expiresAt: number;
  readonly tags: Tags;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html */
export interface MfaDevice {
  /** Its serial number. */
  readonly arn: string;
  /** Of the user it is enabled for. */
  readonly userName?: string | undefined;
  readonly enabledAt?: number | undefined;
  readonly tags: Tags;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html */
export interface ManagedPolicy extends Entity {
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

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html */
export interface PasswordPolicy {
  readonly MinimumPasswordLength: number;
  readonly RequireSymbols: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireUppercaseCharacters: boolean;
  readonly RequireLowercaseCharacters: boolean;
  readonly AllowUsersToChangePassword: boolean;
  readonly ExpirePasswords: boolean;
  readonly MaxPasswordAge?: number | undefined;
  readonly PasswordReusePrevention?: number | undefined;
  readonly HardExpiry?: boolean | undefined;
}

/** What was asked for by GenerateServiceLastAccessedDetails. */
export interface AccessReport {
  readonly id: string;
  readonly arn: string;
  readonly isByAction: boolean;
  readonly createdAt: number;
}

export const defaultDocument = (policy: ManagedPolicy): string =>
  policy.versions.find((version) => version.id === policy.defaultVersionId)?.document ?? "";

/** IAM returns documents URL-encoded as RFC 3986 says. */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
