import type { IamStore } from "../store.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const quotas = {
  AccessKeysPerUserQuota: 2,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GlobalEndpointTokenVersion: 1,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
};

/** What the account has, and how much it may have. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export function summarise(store: IamStore): Record<string, number> {
  const policies = [...store.policies()];
  const devices = [...store.mfaDevices.list()];
  return {
    ...quotas,
    GlobalEndpointTokenVersion: store.settings.tokenVersion === "v2Token" ? 2 : 1,
    AccountAccessKeysPresent: 0,
    AccountMFAEnabled: 0,
    AccountPasswordPresent: 1,
    AccountSigningCertificatesPresent: 0,
    Groups: store.groups.count(),
    InstanceProfiles: store.instanceProfiles.count(),
    MFADevices: devices.length,
    MFADevicesInUse: devices.filter(({ userName }) => userName !== undefined).length,
    Policies: policies.length,
    PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
    Providers: store.openIdProviders.count() + store.samlProviders.count(),
    Roles: store.roles.count(),
    ServerCertificates: store.serverCertificates.count(),
    Users: store.users.count(),
  };
}
