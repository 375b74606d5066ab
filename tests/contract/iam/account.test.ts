import { generateKeyPairSync } from "node:crypto";
import {
  AddClientIDToOpenIDConnectProviderCommand,
  AddRoleToInstanceProfileCommand,
  CreateAccountAliasCommand,
  CreateInstanceProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  CreateServiceLinkedRoleCommand,
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteAccountAliasCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteInstanceProfileCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRoleCommand,
  DeleteSAMLProviderCommand,
  DeleteServiceLinkedRoleCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSSHPublicKeyCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetInstanceProfileCommand,
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  GetSSHPublicKeyCommand,
  ListAccountAliasesCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  ListMFADevicesCommand,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  ListSAMLProvidersCommand,
  ListServiceSpecificCredentialsCommand,
  ListSSHPublicKeysCommand,
  ListVirtualMFADevicesCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  RemoveRoleFromInstanceProfileCommand,
  ResetServiceSpecificCredentialCommand,
  ResyncMFADeviceCommand,
  SetSecurityTokenServicePreferencesCommand,
  TagInstanceProfileCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
  UpdateRoleDescriptionCommand,
  UpdateSAMLProviderCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateSSHPublicKeyCommand,
  UploadSSHPublicKeyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

describe("instance profiles", () => {
  it("hold one role, which cannot go before", async () => {
    const InstanceProfileName = "web";
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "web", AssumeRolePolicyDocument: trust }));
    await cloud.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: "/app/" }));
    await cloud.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: "web" }));
    await cloud.iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: "a", Value: "b" }] }));

    const { InstanceProfile } = await cloud.iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    expect(InstanceProfile).toMatchObject({
      Arn: "arn:aws:iam::000000000000:instance-profile/app/web",
      Roles: [{ RoleName: "web" }],
    });
    const { InstanceProfiles } = await cloud.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: "web" }));
    expect(InstanceProfiles).toHaveLength(1);
    expect((await cloud.iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles).toHaveLength(1);
    const { Tags } = await cloud.iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }));
    expect(Tags).toEqual([{ Key: "a", Value: "b" }]);
    await expect(
      cloud.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: "web" })),
    ).rejects.toThrow("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
    await expect(cloud.iam.send(new DeleteRoleCommand({ RoleName: "web" }))).rejects.toMatchObject({
      name: "DeleteConflictException",
      message: "Cannot delete entity, must remove roles from instance profile first.",
    });
    await cloud.iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: "web" }));
    await cloud.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    await cloud.iam.send(new DeleteRoleCommand({ RoleName: "web" }));
  });
});

describe("service-linked roles", () => {
  it("are AWS's to change, and deleted by a task", async () => {
    const { Role } = await cloud.iam.send(
      new CreateServiceLinkedRoleCommand({ AWSServiceName: "dynamodb.application-autoscaling.amazonaws.com" }),
    );
    const RoleName = "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable";
    expect(Role?.Arn).toBe(
      `arn:aws:iam::000000000000:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/${RoleName}`,
    );
    await expect(cloud.iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: "UnmodifiableEntityException",
    });
    const described = await cloud.iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: "scaling" }));
    expect(described.Role?.Description).toBe("scaling");

    const { DeletionTaskId } = await cloud.iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
    const { Status } = await cloud.iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }));
    expect(Status).toBe("SUCCEEDED");
  });

  it("refuse services that have none, and suffixes where there may be only one", async () => {
    const create = (AWSServiceName: string, CustomSuffix?: string) =>
      cloud.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix }));

    await expect(create("nothing.amazonaws.com")).rejects.toThrow("Cannot find Service Linked Role template");
    await expect(create("rds.amazonaws.com", "mine")).rejects.toMatchObject({ name: "InvalidInputException" });
    await create("rds.amazonaws.com");
    await expect(create("rds.amazonaws.com")).rejects.toThrow("has been taken in this account");
  });
});

describe("identity providers", () => {
  it("keep clients and thumbprints of OpenID Connect", async () => {
    const { OpenIDConnectProviderArn = "" } = await cloud.iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: "https://token.actions.githubusercontent.com",
        ClientIDList: ["sts.amazonaws.com"],
        ThumbprintList: ["a".repeat(40)],
        Tags: [{ Key: "a", Value: "b" }],
      }),
    );
    const on = { OpenIDConnectProviderArn };
    expect(OpenIDConnectProviderArn).toBe(
      "arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com",
    );
    await cloud.iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...on, ClientID: "other" }));
    await cloud.iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ ...on, ClientID: "sts.amazonaws.com" }));
    await cloud.iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...on, ThumbprintList: ["b".repeat(40)] }));

    const found = await cloud.iam.send(new GetOpenIDConnectProviderCommand(on));
    expect(found).toMatchObject({
      Url: "token.actions.githubusercontent.com",
      ClientIDList: ["other"],
      ThumbprintList: ["b".repeat(40)],
    });
    expect((await cloud.iam.send(new ListOpenIDConnectProviderTagsCommand(on))).Tags).toHaveLength(1);
    const { OpenIDConnectProviderList } = await cloud.iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(OpenIDConnectProviderList).toEqual([{ Arn: OpenIDConnectProviderArn }]);
    await cloud.iam.send(new DeleteOpenIDConnectProviderCommand(on));
    await expect(cloud.iam.send(new GetOpenIDConnectProviderCommand(on))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
  });

  it("keep the metadata of SAML", async () => {
    const metadata = (until: string) =>
      `<EntityDescriptor validUntil="${until}">${"x".repeat(1000)}</EntityDescriptor>`;
    const { SAMLProviderArn } = await cloud.iam.send(
      new CreateSAMLProviderCommand({ Name: "corp", SAMLMetadataDocument: metadata("2030-01-01T00:00:00Z") }),
    );
    await cloud.iam.send(
      new UpdateSAMLProviderCommand({ SAMLProviderArn, SAMLMetadataDocument: metadata("2031-01-01T00:00:00Z") }),
    );

    const found = await cloud.iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));
    expect(found.ValidUntil).toEqual(new Date("2031-01-01T00:00:00Z"));
    expect((await cloud.iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList).toHaveLength(1);
    await cloud.iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn }));
    expect((await cloud.iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList).toEqual([]);
  });
});

describe("credentials of users beside access keys", () => {
  it("are made per service, switched off, reset and deleted", async () => {
    const UserName = "git";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    const create = () =>
      cloud.iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName: "codecommit.amazonaws.com" }));
    const { ServiceSpecificCredential: first } = await create();
    const { ServiceSpecificCredential: second } = await create();
    const on = { UserName, ServiceSpecificCredentialId: first?.ServiceSpecificCredentialId };
    expect(first?.ServiceUserName).toBe("git-at-000000000000");
    expect(second?.ServiceUserName).toBe("git+1-at-000000000000");
    await expect(create()).rejects.toMatchObject({ name: "LimitExceededException" });

    await cloud.iam.send(new UpdateServiceSpecificCredentialCommand({ ...on, Status: "Inactive" }));
    const reset = await cloud.iam.send(new ResetServiceSpecificCredentialCommand(on));
    expect(reset.ServiceSpecificCredential?.ServicePassword).not.toBe(first?.ServicePassword);
    await cloud.iam.send(new DeleteServiceSpecificCredentialCommand(on));
    const { ServiceSpecificCredentials } = await cloud.iam.send(
      new ListServiceSpecificCredentialsCommand({ UserName }),
    );
    expect(ServiceSpecificCredentials).toHaveLength(1);
  });

  it("are SSH keys with their fingerprint", async () => {
    const UserName = "ssh";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { n = "", e = "" } = publicKey.export({ format: "jwk" });
    const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
    const number = (text: string) => Buffer.concat([Buffer.from([0]), Buffer.from(text, "base64url")]);
    const exponent = Buffer.from(e, "base64url");
    const blob = Buffer.concat([part(Buffer.from("ssh-rsa")), part(exponent), part(number(n))]);
    const { SSHPublicKey } = await cloud.iam.send(
      new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: `ssh-rsa ${blob.toString("base64")}` }),
    );
    const on = { UserName, SSHPublicKeyId: SSHPublicKey?.SSHPublicKeyId };
    expect(SSHPublicKey?.Fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);

    await cloud.iam.send(new UpdateSSHPublicKeyCommand({ ...on, Status: "Inactive" }));
    const found = await cloud.iam.send(new GetSSHPublicKeyCommand({ ...on, Encoding: "SSH" }));
    expect(found.SSHPublicKey?.Status).toBe("Inactive");
    expect((await cloud.iam.send(new ListSSHPublicKeysCommand({ UserName }))).SSHPublicKeys).toHaveLength(1);
    await cloud.iam.send(new DeleteSSHPublicKeyCommand(on));
    expect((await cloud.iam.send(new ListSSHPublicKeysCommand({ UserName }))).SSHPublicKeys).toEqual([]);
  });

  it("are MFA devices, enabled for one user", async () => {
    const UserName = "mfa";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    const { VirtualMFADevice } = await cloud.iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }),
    );
    const SerialNumber = VirtualMFADevice?.SerialNumber;
    const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
    await cloud.iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
    await cloud.iam.send(new ResyncMFADeviceCommand({ UserName, SerialNumber, ...codes }));

    const { MFADevices } = await cloud.iam.send(new ListMFADevicesCommand({ UserName }));
    expect(MFADevices).toMatchObject([{ UserName, SerialNumber: "arn:aws:iam::000000000000:mfa/phone" }]);
    await expect(cloud.iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject({
      name: "DeleteConflictException",
    });
    await cloud.iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }));
    const unassigned = new ListVirtualMFADevicesCommand({ AssignmentStatus: "Unassigned" });
    expect((await cloud.iam.send(unassigned)).VirtualMFADevices).toHaveLength(1);
    await cloud.iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
  });
});

describe("the account", () => {
  it("has an alias, a password policy and a summary", async () => {
    await cloud.iam.send(new CreateAccountAliasCommand({ AccountAlias: "mill" }));
    expect((await cloud.iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(["mill"]);
    await cloud.iam.send(new DeleteAccountAliasCommand({ AccountAlias: "mill" }));
    expect((await cloud.iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual([]);

    await cloud.iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 20, MaxPasswordAge: 30 }));
    const { PasswordPolicy } = await cloud.iam.send(new GetAccountPasswordPolicyCommand({}));
    expect(PasswordPolicy).toMatchObject({ MinimumPasswordLength: 20, ExpirePasswords: true, RequireSymbols: false });
    await cloud.iam.send(new DeleteAccountPasswordPolicyCommand({}));
    await expect(cloud.iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });

    const before = (await cloud.iam.send(new GetAccountSummaryCommand({}))).SummaryMap?.Users ?? 0;
    await cloud.iam.send(new CreateUserCommand({ UserName: "counted" }));
    await cloud.iam.send(new SetSecurityTokenServicePreferencesCommand({ GlobalEndpointTokenVersion: "v2Token" }));
    const { SummaryMap } = await cloud.iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ Users: before + 1, GlobalEndpointTokenVersion: 2, PolicySizeQuota: 6144 });
  });

  it("reports every user's credentials as CSV", async () => {
    await cloud.iam.send(new CreateUserCommand({ UserName: "reported" }));
    expect((await cloud.iam.send(new GenerateCredentialReportCommand({}))).State).toBe("STARTED");
    expect((await cloud.iam.send(new GenerateCredentialReportCommand({}))).State).toBe("COMPLETE");
    const { Content, ReportFormat } = await cloud.iam.send(new GetCredentialReportCommand({}));

    const lines = Buffer.from(Content ?? [])
      .toString("utf8")
      .split("\n");
    expect(ReportFormat).toBe("text/csv");
    expect(lines[0]).toMatch(/^user,arn,user_creation_time,/);
    expect(lines.some((line) => line.startsWith("reported,arn:aws:iam::000000000000:user/reported,"))).toBe(true);
  });

  it("answers everything that authorizes, page by page", async () => {
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "detail", AssumeRolePolicyDocument: trust }));
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await cloud.iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 2, Marker }));
      names.push(...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName));
      Marker = page.Marker;
    } while (Marker !== undefined);

    expect(names.filter((name) => name === "detail")).toHaveLength(1);
  });
});
