import type {
  AccessKeyMetadata,
  Group as GroupShape,
  InstanceProfile as InstanceProfileShape,
  Policy as PolicyShape,
  Role as RoleShape,
  ServerCertificateMetadata,
  ServiceSpecificCredentialMetadata,
  SSHPublicKeyMetadata,
  User as UserShape,
} from "@aws-sdk/client-iam";
import { describeBoundary } from "./identities/boundary.ts";
import {
  type AccessKey,
  type Entity,
  encodeDocument,
  type Group,
  type InstanceProfile,
  type ManagedPolicy,
  type Role,
  type ServerCertificate,
  type ServiceCredential,
  type SshKey,
  type Tags,
  type User,
} from "./model.ts";
import type { IamStore } from "./store.ts";
import { writeTags } from "./tags/tags.ts";

const tagsOf = (tags: Tags) => (Object.keys(tags).length === 0 ? {} : { Tags: writeTags(tags) });

/** What lists leave out: they answer names, and GetX the rest. */
const listed = <Shape extends object>(shape: Shape) => ({ ...shape, Tags: undefined, PermissionsBoundary: undefined });

const created = ({ createdAt }: { readonly createdAt: number }) => ({ CreateDate: new Date(createdAt) });

const withDescription = ({ description }: { readonly description?: string | undefined }) =>
  description === undefined ? {} : { Description: description };

/** A role as CreateRole answers it. */
export const describeNewRole = (role: Role): RoleShape => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  ...created(role),
  AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
  ...describeBoundary(role.boundaryArn),
  ...tagsOf(role.tags),
});

/** A role as GetRole answers it. */
export const describeRole = (role: Role): RoleShape => ({
  ...describeNewRole(role),
  ...withDescription(role),
  MaxSessionDuration: role.maxSessionSeconds,
  RoleLastUsed: {},
});

export const listRole = (role: Role): RoleShape => ({ ...listed(describeRole(role)), RoleLastUsed: undefined });

export const describeUser = (user: User): UserShape => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: user.arn,
  ...created(user),
  ...describeBoundary(user.boundaryArn),
  ...tagsOf(user.tags),
});

export const listUser = (user: User): UserShape => listed(describeUser(user));

export const describeGroup = (group: Group): GroupShape => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: group.arn,
  ...created(group),
});

/** A managed policy as GetPolicy and its kin answer it. */
export const describePolicy = (store: IamStore, policy: ManagedPolicy): PolicyShape => {
  const { attached, boundaries } = store.policyUse(policy.arn);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    ...created(policy),
    UpdateDate: new Date(policy.updatedAt),
    ...tagsOf(policy.tags),
    ...withDescription(policy),
  };
};

export const describeProfile = (store: IamStore, profile: InstanceProfile): InstanceProfileShape => {
  const role = profile.roleName === undefined ? undefined : store.roles.find(profile.roleName);
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    ...created(profile),
    Roles: role === undefined ? [] : [listed(describeRole(role))],
    ...tagsOf(profile.tags),
  };
};

export const listProfile = (store: IamStore, profile: InstanceProfile): InstanceProfileShape => ({
  ...describeProfile(store, profile),
  Tags: undefined,
});

export const describeCertificate = (certificate: ServerCertificate): ServerCertificateMetadata => ({
  Path: certificate.path,
  ServerCertificateName: certificate.name,
  ServerCertificateId: certificate.id,
  Arn: certificate.arn,
  UploadDate: new Date(certificate.createdAt),
  Expiration: new Date(certificate.expiresAt),
});

export const describeAccessKey = (user: Entity, key: AccessKey): AccessKeyMetadata => ({
  UserName: user.name,
  AccessKeyId: key.id,
  Status: key.status,
  ...created(key),
});

export const describeServiceCredential = (
  credential: ServiceCredential,
  user: Entity,
): ServiceSpecificCredentialMetadata => ({
  UserName: user.name,
  Status: credential.status,
  ServiceUserName: credential.userName,
  ...created(credential),
  ServiceSpecificCredentialId: credential.id,
  ServiceName: credential.service,
});

export const describeSshKey = (user: Entity, key: SshKey): SSHPublicKeyMetadata => ({
  UserName: user.name,
  SSHPublicKeyId: key.id,
  Status: key.status,
  UploadDate: new Date(key.createdAt),
});
