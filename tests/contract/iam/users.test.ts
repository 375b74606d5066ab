import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  NoSuchEntityException,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
  UpdateGroupCommand,
  UpdateLoginProfileCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const document = (Action: string, Resource = "*", Effect = "Allow") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Action, Resource }] });

/** Clients that sign with keys of a user. */
async function clientsOfUser(UserName: string) {
  const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  const config = { ...clientConfig(cloud.cloud.endpoint), credentials };
  return { iam: new IAMClient(config), sts: new STSClient(config), accessKeyId: credentials.accessKeyId };
}

describe("users", () => {
  it("are created, read, listed under a path, renamed and deleted", async () => {
    const { User } = await cloud.iam.send(
      new CreateUserCommand({ UserName: "Ada", Path: "/eng/", Tags: [{ Key: "team", Value: "data" }] }),
    );
    expect(User).toMatchObject({
      Arn: "arn:aws:iam::000000000000:user/eng/Ada",
      Tags: [{ Key: "team", Value: "data" }],
    });
    expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);

    await cloud.iam.send(new UpdateUserCommand({ UserName: "ada", NewUserName: "Grace", NewPath: "/ops/" }));
    const found = await cloud.iam.send(new GetUserCommand({ UserName: "Grace" }));
    expect(found.User).toMatchObject({ Arn: "arn:aws:iam::000000000000:user/ops/Grace", UserId: User?.UserId });
    const { Users } = await cloud.iam.send(new ListUsersCommand({ PathPrefix: "/ops/" }));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(["Grace"]);

    await cloud.iam.send(new DeleteUserCommand({ UserName: "Grace" }));
    const gone = cloud.iam.send(new GetUserCommand({ UserName: "Grace" }));
    await expect(gone).rejects.toThrow(NoSuchEntityException);
    await expect(gone).rejects.toThrow("The user with name Grace cannot be found.");
  });

  it("carry tags whose keys differ by more than case", async () => {
    await cloud.iam.send(new CreateUserCommand({ UserName: "tagged" }));
    await cloud.iam.send(new TagUserCommand({ UserName: "tagged", Tags: [{ Key: "Team", Value: "a" }] }));
    await cloud.iam.send(new TagUserCommand({ UserName: "tagged", Tags: [{ Key: "team", Value: "b" }] }));
    const twice = new TagUserCommand({
      UserName: "tagged",
      Tags: [
        { Key: "x", Value: "1" },
        { Key: "X", Value: "2" },
      ],
    });

    await expect(cloud.iam.send(twice)).rejects.toMatchObject({ name: "InvalidInputException" });
    const { Tags } = await cloud.iam.send(new ListUserTagsCommand({ UserName: "tagged" }));
    expect(Tags).toEqual([{ Key: "team", Value: "b" }]);
    await cloud.iam.send(new UntagUserCommand({ UserName: "tagged", TagKeys: ["TEAM"] }));
    expect((await cloud.iam.send(new ListUserTagsCommand({ UserName: "tagged" }))).Tags).toEqual([]);
  });

  it("keep inline and attached policies, and are deleted only without them", async () => {
    const UserName = "policies";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    await cloud.iam.send(
      new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: document("s3:ListAllMyBuckets") }),
    );
    await cloud.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: readOnly }));

    const inline = await cloud.iam.send(new GetUserPolicyCommand({ UserName, PolicyName: "p" }));
    expect(decodeURIComponent(inline.PolicyDocument ?? "")).toBe(document("s3:ListAllMyBuckets"));
    expect((await cloud.iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(["p"]);
    const attached = await cloud.iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(attached.AttachedPolicies).toEqual([{ PolicyArn: readOnly, PolicyName: "ReadOnlyAccess" }]);
    const remove = () => cloud.iam.send(new DeleteUserCommand({ UserName }));
    await expect(remove()).rejects.toThrow("Cannot delete entity, must detach all policies first.");
    await cloud.iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: readOnly }));
    await expect(remove()).rejects.toThrow("Cannot delete entity, must delete policies first.");
    await cloud.iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "p" }));
    await remove();
  });
});

describe("access keys", () => {
  it("act as their user, within its policies and those of its groups", async () => {
    const UserName = "keyed";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    const user = await clientsOfUser(UserName);

    const me = await user.sts.send(new GetCallerIdentityCommand({}));
    expect(me.Arn).toBe("arn:aws:iam::000000000000:user/keyed");
    await expect(user.iam.send(new ListUsersCommand({}))).rejects.toThrow(
      "User: arn:aws:iam::000000000000:user/keyed is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::000000000000:user/ because no identity-based policy allows the iam:ListUsers action",
    );
    await cloud.iam.send(new CreateGroupCommand({ GroupName: "readers" }));
    await cloud.iam.send(new AttachGroupPolicyCommand({ GroupName: "readers", PolicyArn: readOnly }));
    await cloud.iam.send(new AddUserToGroupCommand({ GroupName: "readers", UserName }));
    await expect(user.iam.send(new ListUsersCommand({}))).resolves.toMatchObject({ IsTruncated: false });

    const boundary = await cloud.iam.send(
      new PutUserPermissionsBoundaryCommand({
        UserName,
        PermissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      }),
    );
    expect(boundary.$metadata.httpStatusCode).toBe(200);
    await expect(user.iam.send(new ListUsersCommand({}))).rejects.toThrow(
      "because no permissions boundary allows the iam:ListUsers action",
    );
    await cloud.iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    await expect(user.iam.send(new ListUsersCommand({}))).resolves.toMatchObject({ IsTruncated: false });
    const used = await cloud.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: user.accessKeyId }));
    expect(used).toMatchObject({ UserName, AccessKeyLastUsed: { ServiceName: "iam" } });
  });

  it("are refused while inactive, and for good once deleted", async () => {
    const UserName = "revoked";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    const user = await clientsOfUser(UserName);
    const ask = () => user.sts.send(new GetCallerIdentityCommand({}));
    const set = (Status: "Active" | "Inactive") =>
      cloud.iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: user.accessKeyId, Status }));

    await set("Inactive");
    await expect(ask()).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await set("Active");
    await expect(ask()).resolves.toMatchObject({ Account: "000000000000" });
    const { AccessKeyMetadata } = await cloud.iam.send(new ListAccessKeysCommand({ UserName }));
    expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId: user.accessKeyId, Status: "Active", UserName }]);
    await cloud.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: user.accessKeyId }));
    await expect(ask()).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  it("are two at most", async () => {
    await cloud.iam.send(new CreateUserCommand({ UserName: "two" }));
    await clientsOfUser("two");
    await clientsOfUser("two");

    await expect(clientsOfUser("two")).rejects.toThrow("Cannot exceed quota for AccessKeysPerUser: 2");
  });
});

describe("login profiles", () => {
  it("hold a password that only its owner changes knowing the old one", async () => {
    const UserName = "login";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    await cloud.iam.send(
      new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument: document("iam:ChangePassword") }),
    );
    await cloud.iam.send(
      new CreateLoginProfileCommand({ UserName, Password: "first-Pass-1", PasswordResetRequired: true }),
    );
    const { iam } = await clientsOfUser(UserName);
    const change = (OldPassword: string, NewPassword: string) =>
      iam.send(new ChangePasswordCommand({ OldPassword, NewPassword }));

    await expect(change("wrong", "second-Pass-2")).rejects.toThrow("The old password was incorrect.");
    await expect(change("first-Pass-1", "short")).rejects.toMatchObject({ name: "PasswordPolicyViolationException" });
    await change("first-Pass-1", "second-Pass-2");
    const { LoginProfile } = await cloud.iam.send(new GetLoginProfileCommand({ UserName }));
    expect(LoginProfile).toMatchObject({ UserName, PasswordResetRequired: false });
    await cloud.iam.send(new UpdateLoginProfileCommand({ UserName, PasswordResetRequired: true }));
    await cloud.iam.send(new DeleteLoginProfileCommand({ UserName }));
    await expect(cloud.iam.send(new GetLoginProfileCommand({ UserName }))).rejects.toThrow(
      "Login Profile for User login cannot be found.",
    );
  });
});

describe("groups", () => {
  it("have members and policies, and lose both before they go", async () => {
    const GroupName = "crew";
    await cloud.iam.send(new CreateGroupCommand({ GroupName, Path: "/g/" }));
    await cloud.iam.send(new CreateUserCommand({ UserName: "member" }));
    await cloud.iam.send(new AddUserToGroupCommand({ GroupName, UserName: "member" }));
    await cloud.iam.send(
      new PutGroupPolicyCommand({ GroupName, PolicyName: "p", PolicyDocument: document("s3:GetObject") }),
    );
    await cloud.iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn: readOnly }));

    const { Users, Group } = await cloud.iam.send(new GetGroupCommand({ GroupName }));
    expect([Group?.Arn, Users?.map(({ UserName }) => UserName)]).toEqual([
      "arn:aws:iam::000000000000:group/g/crew",
      ["member"],
    ]);
    await cloud.iam.send(new UpdateGroupCommand({ GroupName, NewGroupName: "team" }));
    const mine = await cloud.iam.send(new ListGroupsForUserCommand({ UserName: "member" }));
    expect(mine.Groups?.map((group) => group.GroupName)).toEqual(["team"]);
    const { Groups } = await cloud.iam.send(new ListGroupsCommand({ PathPrefix: "/g/" }));
    expect(Groups?.map((group) => group.GroupName)).toEqual(["team"]);
    const inline = await cloud.iam.send(new GetGroupPolicyCommand({ GroupName: "team", PolicyName: "p" }));
    expect(inline.GroupName).toBe("team");
    expect((await cloud.iam.send(new ListGroupPoliciesCommand({ GroupName: "team" }))).PolicyNames).toEqual(["p"]);
    const attached = await cloud.iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: "team" }));
    expect(attached.AttachedPolicies).toHaveLength(1);

    const remove = () => cloud.iam.send(new DeleteGroupCommand({ GroupName: "team" }));
    await expect(remove()).rejects.toThrow("Cannot delete entity, must remove users from group first.");
    await cloud.iam.send(new RemoveUserFromGroupCommand({ GroupName: "team", UserName: "member" }));
    await cloud.iam.send(new DetachGroupPolicyCommand({ GroupName: "team", PolicyArn: readOnly }));
    await cloud.iam.send(new DeleteGroupPolicyCommand({ GroupName: "team", PolicyName: "p" }));
    await remove();
    await expect(cloud.iam.send(new GetGroupCommand({ GroupName: "team" }))).rejects.toThrow(
      "The group with name team cannot be found.",
    );
  });
});
