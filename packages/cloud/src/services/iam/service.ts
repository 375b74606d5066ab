import type { Service } from "../../kernel/service.ts";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "./identities/attached-policies.ts";
import { deleteBoundary, putBoundary } from "./identities/boundary.ts";
import { deleteInlinePolicy, getInlinePolicy, listInlinePolicies, putPolicy } from "./identities/inline-policies.ts";
import { groupKind, roleKind, userKind } from "./identities/kinds.ts";
import { addClientIDToOpenIDConnectProvider } from "./operations/add-client-id-to-open-id-connect-provider.ts";
import { addRoleToInstanceProfile } from "./operations/add-role-to-instance-profile.ts";
import { addUserToGroup } from "./operations/add-user-to-group.ts";
import { changePassword } from "./operations/change-password.ts";
import { createAccessKey } from "./operations/create-access-key.ts";
import { createAccountAlias } from "./operations/create-account-alias.ts";
import { createGroup } from "./operations/create-group.ts";
import { createInstanceProfile } from "./operations/create-instance-profile.ts";
import { createLoginProfile } from "./operations/create-login-profile.ts";
import { createOpenIDConnectProvider } from "./operations/create-open-id-connect-provider.ts";
import { createPolicy } from "./operations/create-policy.ts";
import { createPolicyVersion } from "./operations/create-policy-version.ts";
import { createRole } from "./operations/create-role.ts";
import { createSAMLProvider } from "./operations/create-saml-provider.ts";
import { createServiceLinkedRole } from "./operations/create-service-linked-role.ts";
import { createServiceSpecificCredential } from "./operations/create-service-specific-credential.ts";
import { createUser } from "./operations/create-user.ts";
import { createVirtualMFADevice } from "./operations/create-virtual-mfa-device.ts";
import { deactivateMFADevice } from "./operations/deactivate-mfa-device.ts";
import { deleteAccessKey } from "./operations/delete-access-key.ts";
import { deleteAccountAlias } from "./operations/delete-account-alias.ts";
import { deleteAccountPasswordPolicy } from "./operations/delete-account-password-policy.ts";
import { deleteGroup } from "./operations/delete-group.ts";
import { deleteInstanceProfile } from "./operations/delete-instance-profile.ts";
import { deleteLoginProfile } from "./operations/delete-login-profile.ts";
import { deleteOpenIDConnectProvider } from "./operations/delete-open-id-connect-provider.ts";
import { deletePolicy } from "./operations/delete-policy.ts";
import { deletePolicyVersion } from "./operations/delete-policy-version.ts";
import { deleteRole } from "./operations/delete-role.ts";
import { deleteSAMLProvider } from "./operations/delete-saml-provider.ts";
import { deleteServerCertificate } from "./operations/delete-server-certificate.ts";
import { deleteServiceLinkedRole } from "./operations/delete-service-linked-role.ts";
import { deleteServiceSpecificCredential } from "./operations/delete-service-specific-credential.ts";
import { deleteSigningCertificate } from "./operations/delete-signing-certificate.ts";
import { deleteSSHPublicKey } from "./operations/delete-ssh-public-key.ts";
import { deleteUser } from "./operations/delete-user.ts";
import { deleteVirtualMFADevice } from "./operations/delete-virtual-mfa-device.ts";
import { enableMFADevice } from "./operations/enable-mfa-device.ts";
import { generateCredentialReport } from "./operations/generate-credential-report.ts";
import { generateServiceLastAccessedDetails } from "./operations/generate-service-last-accessed-details.ts";
import { getAccessKeyLastUsed } from "./operations/get-access-key-last-used.ts";
import { getAccountAuthorizationDetails } from "./operations/get-account-authorization-details.ts";
import { getAccountPasswordPolicy } from "./operations/get-account-password-policy.ts";
import { getAccountSummary } from "./operations/get-account-summary.ts";
import { getContextKeysForCustomPolicy } from "./operations/get-context-keys-for-custom-policy.ts";
import { getContextKeysForPrincipalPolicy } from "./operations/get-context-keys-for-principal-policy.ts";
import { getCredentialReport } from "./operations/get-credential-report.ts";
import { getGroup } from "./operations/get-group.ts";
import { getInstanceProfile } from "./operations/get-instance-profile.ts";
import { getLoginProfile } from "./operations/get-login-profile.ts";
import { getOpenIDConnectProvider } from "./operations/get-open-id-connect-provider.ts";
import { getPolicy } from "./operations/get-policy.ts";
import { getPolicyVersion } from "./operations/get-policy-version.ts";
import { getRole } from "./operations/get-role.ts";
import { getSAMLProvider } from "./operations/get-saml-provider.ts";
import { getServerCertificate } from "./operations/get-server-certificate.ts";
import { getServiceLastAccessedDetails } from "./operations/get-service-last-accessed-details.ts";
import { getServiceLastAccessedDetailsWithEntities } from "./operations/get-service-last-accessed-details-with-entities.ts";
import { getServiceLinkedRoleDeletionStatus } from "./operations/get-service-linked-role-deletion-status.ts";
import { getSSHPublicKey } from "./operations/get-ssh-public-key.ts";
import { getUser } from "./operations/get-user.ts";
import { listAccessKeys } from "./operations/list-access-keys.ts";
import { listAccountAliases } from "./operations/list-account-aliases.ts";
import { listEntitiesForPolicy } from "./operations/list-entities-for-policy.ts";
import { listGroups } from "./operations/list-groups.ts";
import { listGroupsForUser } from "./operations/list-groups-for-user.ts";
import { listInstanceProfiles } from "./operations/list-instance-profiles.ts";
import { listInstanceProfilesForRole } from "./operations/list-instance-profiles-for-role.ts";
import { listMFADevices } from "./operations/list-mfa-devices.ts";
import { listOpenIDConnectProviders } from "./operations/list-open-id-connect-providers.ts";
import { listPolicies } from "./operations/list-policies.ts";
import { listPoliciesGrantingServiceAccess } from "./operations/list-policies-granting-service-access.ts";
import { listPolicyVersions } from "./operations/list-policy-versions.ts";
import { listRoles } from "./operations/list-roles.ts";
import { listSAMLProviders } from "./operations/list-saml-providers.ts";
import { listServerCertificates } from "./operations/list-server-certificates.ts";
import { listServiceSpecificCredentials } from "./operations/list-service-specific-credentials.ts";
import { listSigningCertificates } from "./operations/list-signing-certificates.ts";
import { listSSHPublicKeys } from "./operations/list-ssh-public-keys.ts";
import { listUsers } from "./operations/list-users.ts";
import { listVirtualMFADevices } from "./operations/list-virtual-mfa-devices.ts";
import { removeClientIDFromOpenIDConnectProvider } from "./operations/remove-client-id-from-open-id-connect-provider.ts";
import { removeRoleFromInstanceProfile } from "./operations/remove-role-from-instance-profile.ts";
import { removeUserFromGroup } from "./operations/remove-user-from-group.ts";
import { resetServiceSpecificCredential } from "./operations/reset-service-specific-credential.ts";
import { resyncMFADevice } from "./operations/resync-mfa-device.ts";
import { setDefaultPolicyVersion } from "./operations/set-default-policy-version.ts";
import { setSecurityTokenServicePreferences } from "./operations/set-security-token-service-preferences.ts";
import { simulateCustomPolicy } from "./operations/simulate-custom-policy.ts";
import { simulatePrincipalPolicy } from "./operations/simulate-principal-policy.ts";
import { updateAccessKey } from "./operations/update-access-key.ts";
import { updateAccountPasswordPolicy } from "./operations/update-account-password-policy.ts";
import { updateAssumeRolePolicy } from "./operations/update-assume-role-policy.ts";
import { updateGroup } from "./operations/update-group.ts";
import { updateLoginProfile } from "./operations/update-login-profile.ts";
import { updateOpenIDConnectProviderThumbprint } from "./operations/update-open-id-connect-provider-thumbprint.ts";
import { updateRole } from "./operations/update-role.ts";
import { updateRoleDescription } from "./operations/update-role-description.ts";
import { updateSAMLProvider } from "./operations/update-saml-provider.ts";
import { updateServerCertificate } from "./operations/update-server-certificate.ts";
import { updateServiceSpecificCredential } from "./operations/update-service-specific-credential.ts";
import { updateSigningCertificate } from "./operations/update-signing-certificate.ts";
import { updateSSHPublicKey } from "./operations/update-ssh-public-key.ts";
import { updateUser } from "./operations/update-user.ts";
import { uploadServerCertificate } from "./operations/upload-server-certificate.ts";
import { uploadSigningCertificate } from "./operations/upload-signing-certificate.ts";
import { uploadSSHPublicKey } from "./operations/upload-ssh-public-key.ts";
import { IamStore } from "./store.ts";
import {
  listTags,
  tag,
  taggableCertificate,
  taggableMfaDevice,
  taggableOpenIdProvider,
  taggablePolicy,
  taggableProfile,
  taggableRole,
  taggableSamlProvider,
  taggableUser,
  untag,
} from "./tags/tagging.ts";

/** AWS Identity and Access Management: who there is, and the policies that decide what they may do. */
export const iam: Service<IamStore> = {
  name: "iam",
  isGlobal: true,
  denial: { code: "AccessDenied", status: 403 },
  open: (kernel) => new IamStore(kernel),
  resourcePolicy: (store, arn) =>
    arn.includes(":role/") ? store.roles.find(arn.split("/").at(-1) ?? "")?.trustPolicy : undefined,
  resourceMustAllow: ({ action }) => trustActions.has(action),
  identityPolicies: (store, principal) => store.identityPolicies(principal),
  operations: {
    AddClientIDToOpenIDConnectProvider: addClientIDToOpenIDConnectProvider,
    AddRoleToInstanceProfile: addRoleToInstanceProfile,
    AddUserToGroup: addUserToGroup,
    AttachGroupPolicy: attachPolicy(groupKind),
    AttachRolePolicy: attachPolicy(roleKind),
    AttachUserPolicy: attachPolicy(userKind),
    ChangePassword: changePassword,
    CreateAccessKey: createAccessKey,
    CreateAccountAlias: createAccountAlias,
    CreateGroup: createGroup,
    CreateInstanceProfile: createInstanceProfile,
    CreateLoginProfile: createLoginProfile,
    CreateOpenIDConnectProvider: createOpenIDConnectProvider,
    CreatePolicy: createPolicy,
    CreatePolicyVersion: createPolicyVersion,
    CreateRole: createRole,
    CreateSAMLProvider: createSAMLProvider,
    CreateServiceLinkedRole: createServiceLinkedRole,
    CreateServiceSpecificCredential: createServiceSpecificCredential,
    CreateUser: createUser,
    CreateVirtualMFADevice: createVirtualMFADevice,
    DeactivateMFADevice: deactivateMFADevice,
    DeleteAccessKey: deleteAccessKey,
    DeleteAccountAlias: deleteAccountAlias,
    DeleteAccountPasswordPolicy: deleteAccountPasswordPolicy,
    DeleteGroup: deleteGroup,
    DeleteGroupPolicy: deleteInlinePolicy(groupKind),
    DeleteInstanceProfile: deleteInstanceProfile,
    DeleteLoginProfile: deleteLoginProfile,
    DeleteOpenIDConnectProvider: deleteOpenIDConnectProvider,
    DeletePolicy: deletePolicy,
    DeletePolicyVersion: deletePolicyVersion,
    DeleteRole: deleteRole,
    DeleteRolePermissionsBoundary: deleteBoundary(roleKind),
    DeleteRolePolicy: deleteInlinePolicy(roleKind),
    DeleteSAMLProvider: deleteSAMLProvider,
    DeleteSSHPublicKey: deleteSSHPublicKey,
    DeleteServerCertificate: deleteServerCertificate,
    DeleteServiceLinkedRole: deleteServiceLinkedRole,
    DeleteServiceSpecificCredential: deleteServiceSpecificCredential,
    DeleteSigningCertificate: deleteSigningCertificate,
    DeleteUser: deleteUser,
    DeleteUserPermissionsBoundary: deleteBoundary(userKind),
    DeleteUserPolicy: deleteInlinePolicy(userKind),
    DeleteVirtualMFADevice: deleteVirtualMFADevice,
    DetachGroupPolicy: detachPolicy(groupKind),
    DetachRolePolicy: detachPolicy(roleKind),
    DetachUserPolicy: detachPolicy(userKind),
    EnableMFADevice: enableMFADevice,
    GenerateCredentialReport: generateCredentialReport,
    GenerateServiceLastAccessedDetails: generateServiceLastAccessedDetails,
    GetAccessKeyLastUsed: getAccessKeyLastUsed,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
    GetAccountPasswordPolicy: getAccountPasswordPolicy,
    GetAccountSummary: getAccountSummary,
    GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
    GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
    GetCredentialReport: getCredentialReport,
    GetGroup: getGroup,
    GetGroupPolicy: getInlinePolicy(groupKind),
    GetInstanceProfile: getInstanceProfile,
    GetLoginProfile: getLoginProfile,
    GetOpenIDConnectProvider: getOpenIDConnectProvider,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getInlinePolicy(roleKind),
    GetSAMLProvider: getSAMLProvider,
    GetSSHPublicKey: getSSHPublicKey,
    GetServiceLastAccessedDetails: getServiceLastAccessedDetails,
    GetServiceLastAccessedDetailsWithEntities: getServiceLastAccessedDetailsWithEntities,
    GetServerCertificate: getServerCertificate,
    GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
    GetUser: getUser,
    GetUserPolicy: getInlinePolicy(userKind),
    ListAccessKeys: listAccessKeys,
    ListAccountAliases: listAccountAliases,
    ListAttachedGroupPolicies: listAttachedPolicies(groupKind),
    ListAttachedRolePolicies: listAttachedPolicies(roleKind),
    ListAttachedUserPolicies: listAttachedPolicies(userKind),
    ListEntitiesForPolicy: listEntitiesForPolicy,
    ListGroupPolicies: listInlinePolicies(groupKind),
    ListGroups: listGroups,
    ListGroupsForUser: listGroupsForUser,
    ListInstanceProfileTags: listTags(taggableProfile),
    ListInstanceProfiles: listInstanceProfiles,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListMFADeviceTags: listTags(taggableMfaDevice),
    ListMFADevices: listMFADevices,
    ListOpenIDConnectProviderTags: listTags(taggableOpenIdProvider),
    ListOpenIDConnectProviders: listOpenIDConnectProviders,
    ListPoliciesGrantingServiceAccess: listPoliciesGrantingServiceAccess,
    ListPolicies: listPolicies,
    ListPolicyTags: listTags(taggablePolicy),
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listInlinePolicies(roleKind),
    ListRoleTags: listTags(taggableRole),
    ListRoles: listRoles,
    ListSAMLProviderTags: listTags(taggableSamlProvider),
    ListSAMLProviders: listSAMLProviders,
    ListSSHPublicKeys: listSSHPublicKeys,
    ListServerCertificateTags: listTags(taggableCertificate),
    ListServerCertificates: listServerCertificates,
    ListServiceSpecificCredentials: listServiceSpecificCredentials,
    ListSigningCertificates: listSigningCertificates,
    ListUserPolicies: listInlinePolicies(userKind),
    ListUserTags: listTags(taggableUser),
    ListUsers: listUsers,
    ListVirtualMFADevices: listVirtualMFADevices,
    PutGroupPolicy: putPolicy(groupKind),
    PutRolePermissionsBoundary: putBoundary(roleKind),
    PutRolePolicy: putPolicy(roleKind),
    PutUserPermissionsBoundary: putBoundary(userKind),
    PutUserPolicy: putPolicy(userKind),
    RemoveClientIDFromOpenIDConnectProvider: removeClientIDFromOpenIDConnectProvider,
    RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
    RemoveUserFromGroup: removeUserFromGroup,
    ResetServiceSpecificCredential: resetServiceSpecificCredential,
    ResyncMFADevice: resyncMFADevice,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    SetSecurityTokenServicePreferences: setSecurityTokenServicePreferences,
    SimulateCustomPolicy: simulateCustomPolicy,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
    TagInstanceProfile: tag(taggableProfile),
    TagMFADevice: tag(taggableMfaDevice),
    TagOpenIDConnectProvider: tag(taggableOpenIdProvider),
    TagPolicy: tag(taggablePolicy),
    TagRole: tag(taggableRole),
    TagSAMLProvider: tag(taggableSamlProvider),
    TagServerCertificate: tag(taggableCertificate),
    TagUser: tag(taggableUser),
    UntagInstanceProfile: untag(taggableProfile),
    UntagMFADevice: untag(taggableMfaDevice),
    UntagOpenIDConnectProvider: untag(taggableOpenIdProvider),
    UntagPolicy: untag(taggablePolicy),
    UntagRole: untag(taggableRole),
    UntagSAMLProvider: untag(taggableSamlProvider),
    UntagServerCertificate: untag(taggableCertificate),
    UntagUser: untag(taggableUser),
    UpdateAccessKey: updateAccessKey,
    UpdateAccountPasswordPolicy: updateAccountPasswordPolicy,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateGroup: updateGroup,
    UpdateLoginProfile: updateLoginProfile,
    UpdateOpenIDConnectProviderThumbprint: updateOpenIDConnectProviderThumbprint,
    UpdateRole: updateRole,
    UpdateRoleDescription: updateRoleDescription,
    UpdateSAMLProvider: updateSAMLProvider,
    UpdateSSHPublicKey: updateSSHPublicKey,
    UpdateServerCertificate: updateServerCertificate,
    UpdateServiceSpecificCredential: updateServiceSpecificCredential,
    UpdateSigningCertificate: updateSigningCertificate,
    UpdateUser: updateUser,
    UploadSSHPublicKey: uploadSSHPublicKey,
    UploadServerCertificate: uploadServerCertificate,
    UploadSigningCertificate: uploadSigningCertificate,
  },
};

/** What only a role's trust policy can allow. */
const trustActions: ReadonlySet<string> = new Set([
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:SetSourceIdentity",
  "sts:TagSession",
]);
