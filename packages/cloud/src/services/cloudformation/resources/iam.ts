import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TagRule } from "./tags.ts";

type Holder = "Role" | "User" | "Group";

const nameMember = (holder: Holder): string => `${holder}Name`;

const tagsOf = (holder: "Role" | "User", member = nameMember(holder)): TagRule => ({
  style: "list",
  add: `Tag${holder}`,
  remove: `Untag${holder}`,
  target: (facts) => ({ [member]: facts["PhysicalId"] ?? "" }),
  keys: "TagKeys",
});

const names = (value: Json | undefined): string[] => listOf(value).map(toText);

async function quietly(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

/** Gives what has inline and managed policies those that it is to have, and takes those that it had. */
async function changePolicies(
  work: Work,
  holder: Holder,
  name: string,
  wanted: JsonObject,
  had: JsonObject,
): Promise<void> {
  const target = { [nameMember(holder)]: name };
  const managed = names(wanted["ManagedPolicyArns"]);
  for (const PolicyArn of managed) await work.aws("iam", `Attach${holder}Policy`, { ...target, PolicyArn });
  for (const PolicyArn of names(had["ManagedPolicyArns"]).filter((arn) => !managed.includes(arn))) {
    await quietly(work.aws("iam", `Detach${holder}Policy`, { ...target, PolicyArn }));
  }
  const inline = listOf(wanted["Policies"]).filter(isObject);
  for (const policy of inline) await work.aws("iam", `Put${holder}Policy`, { ...target, ...policy });
  const kept = inline.map(({ PolicyName = "" }) => toText(PolicyName));
  for (const { PolicyName = "" } of listOf(had["Policies"]).filter(isObject)) {
    if (!kept.includes(toText(PolicyName)))
      await quietly(work.aws("iam", `Delete${holder}Policy`, { ...target, PolicyName }));
  }
}

async function changeGroups(work: Work, UserName: string, wanted: JsonObject, had: JsonObject): Promise<void> {
  const groups = names(wanted["Groups"]);
  for (const GroupName of groups) await work.aws("iam", "AddUserToGroup", { UserName, GroupName });
  for (const GroupName of names(had["Groups"]).filter((group) => !groups.includes(group))) {
    await quietly(work.aws("iam", "RemoveUserFromGroup", { UserName, GroupName }));
  }
}

const holderProperties: Readonly<Record<Holder, string>> = { Role: "Roles", User: "Users", Group: "Groups" };
const holders = Object.keys(holderProperties) as Holder[];

/** One call for each role, user and group that a policy names. */
async function forHolders(
  properties: JsonObject,
  call: (holder: Holder, target: JsonObject) => Promise<unknown>,
): Promise<void> {
  for (const holder of holders) {
    for (const name of names(properties[holderProperties[holder]])) await call(holder, { [nameMember(holder)]: name });
  }
}

const withoutHolders = (properties: JsonObject, others: JsonObject): JsonObject =>
  Object.fromEntries(
    holders.map((holder) => {
      const member = holderProperties[holder];
      const kept = names(others[member]);
      return [member, names(properties[member]).filter((name) => !kept.includes(name))];
    }),
  );

/** A policy inside the roles, users and groups that it names. */
const inlinePolicy: ResourceType = {
  async create(work, properties) {
    await putInline(work, properties);
    return { id: toText(properties["PolicyName"] ?? ""), attributes: { Id: toText(properties["PolicyName"] ?? "") } };
  },
  async update(work, { properties: had }, properties) {
    await putInline(work, properties);
    const isRenamed = toText(had["PolicyName"] ?? "") !== toText(properties["PolicyName"] ?? "");
    await removeInline(work, { ...had, ...(isRenamed ? {} : withoutHolders(had, properties)) });
    return { id: toText(properties["PolicyName"] ?? "") };
  },
  delete: (work, { properties }) => removeInline(work, properties),
};

const putInline = (work: Work, { PolicyName = "", PolicyDocument = {}, ...properties }: JsonObject): Promise<void> =>
  forHolders(properties, (holder, target) =>
    work.aws("iam", `Put${holder}Policy`, { ...target, PolicyName, PolicyDocument }),
  );

const removeInline = (work: Work, { PolicyName = "", ...properties }: JsonObject): Promise<void> =>
  forHolders(properties, (holder, target) =>
    quietly(work.aws("iam", `Delete${holder}Policy`, { ...target, PolicyName })),
  );

async function changeManaged(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const PolicyArn = facts["Arn"] ?? facts["PhysicalId"] ?? "";
  if (before !== undefined && JSON.stringify(before["PolicyDocument"]) !== JSON.stringify(facts["PolicyDocument"])) {
    await makeRoom(work, PolicyArn);
    const { PolicyDocument = {} } = facts;
    await work.aws("iam", "CreatePolicyVersion", { PolicyArn, PolicyDocument, SetAsDefault: true });
  }
  await forHolders(facts, (holder, target) => work.aws("iam", `Attach${holder}Policy`, { ...target, PolicyArn }));
  await forHolders(withoutHolders(before ?? {}, facts), (holder, target) =>
    quietly(work.aws("iam", `Detach${holder}Policy`, { ...target, PolicyArn })),
  );
}

/** A policy has five versions at most: the oldest goes. */
async function makeRoom(work: Work, PolicyArn: Json): Promise<void> {
  const { Versions: versions = [] } = await work.aws("iam", "ListPolicyVersions", { PolicyArn });
  const others = listOf(versions)
    .filter(isObject)
    .filter((version) => version["IsDefaultVersion"] !== true);
  const oldest = others.at(-1)?.["VersionId"];
  if (isArray(versions) && versions.length >= 5 && oldest !== undefined) {
    await work.aws("iam", "DeletePolicyVersion", { PolicyArn, VersionId: oldest });
  }
}

async function emptyManaged(work: Work, facts: Facts): Promise<void> {
  const PolicyArn = facts["PhysicalId"] ?? "";
  await forHolders(facts, (holder, target) =>
    quietly(work.aws("iam", `Detach${holder}Policy`, { ...target, PolicyArn })),
  );
  const { Versions: versions = [] } = await work.aws("iam", "ListPolicyVersions", { PolicyArn });
  for (const version of listOf(versions).filter(isObject)) {
    if (version["IsDefaultVersion"] === true) continue;
    await quietly(work.aws("iam", "DeletePolicyVersion", { PolicyArn, VersionId: version["VersionId"] ?? "" }));
  }
}

async function changeBoundary(work: Work, holder: "Role" | "User", facts: Facts, before: JsonObject): Promise<void> {
  const target = { [nameMember(holder)]: facts["PhysicalId"] ?? "" };
  const { PermissionsBoundary: boundary } = facts;
  if (boundary !== undefined) {
    await work.aws("iam", `Put${holder}PermissionsBoundary`, { ...target, PermissionsBoundary: boundary });
  } else if (before["PermissionsBoundary"] !== undefined) {
    await work.aws("iam", `Delete${holder}PermissionsBoundary`, target);
  }
}

/** As the operations that update call it. */
const newPath = ({ Path: path }: Facts): JsonObject => (path === undefined ? {} : { NewPath: path });

export const iamTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::IAM::Role": declared({
    service: "iam",
    create: "CreateRole",
    update: "UpdateRole",
    delete: "DeleteRole",
    read: "GetRole",
    id: "RoleName",
    name: { property: "RoleName", max: 64 },
    input: (facts) => ({ ...(facts["PhysicalId"] === undefined ? {} : { RoleName: facts["PhysicalId"] }) }),
    attributes: { Arn: "Arn", RoleId: "RoleId" },
    resets: { Description: "", MaxSessionDuration: 3600 },
    tags: tagsOf("Role"),
    async complete(work, facts, before) {
      const name = toText(facts["RoleName"] ?? "");
      const { AssumeRolePolicyDocument: trust } = facts;
      if (before !== undefined) {
        const wanted = isObject(trust) ? JSON.stringify(trust) : toText(trust ?? "");
        await work.aws("iam", "UpdateAssumeRolePolicy", { RoleName: name, PolicyDocument: wanted });
        await changeBoundary(work, "Role", facts, before);
      }
      await changePolicies(work, "Role", name, facts, before ?? {});
    },
    beforeDelete: (work, facts) => changePolicies(work, "Role", toText(facts["PhysicalId"] ?? ""), {}, facts),
  }),

  "AWS::IAM::User": declared({
    service: "iam",
    create: "CreateUser",
    update: "UpdateUser",
    delete: "DeleteUser",
    read: "GetUser",
    id: "UserName",
    name: { property: "UserName", max: 64 },
    input: newPath,
    resets: { Path: "/" },
    attributes: { Arn: "Arn" },
    tags: tagsOf("User"),
    async complete(work, facts, before = {}) {
      const UserName = toText(facts["UserName"] ?? "");
      const { LoginProfile: profile } = facts;
      if (isObject(profile) && before["LoginProfile"] === undefined) {
        await work.aws("iam", "CreateLoginProfile", { UserName, ...profile });
      }
      if (facts["PhysicalId"] !== undefined) await changeBoundary(work, "User", facts, before);
      await changePolicies(work, "User", UserName, facts, before);
      await changeGroups(work, UserName, facts, before);
    },
    async beforeDelete(work, facts) {
      const UserName = toText(facts["PhysicalId"] ?? "");
      await changePolicies(work, "User", UserName, {}, facts);
      await changeGroups(work, UserName, {}, facts);
      if (facts["LoginProfile"] !== undefined) await quietly(work.aws("iam", "DeleteLoginProfile", { UserName }));
    },
  }),

  "AWS::IAM::Group": declared({
    service: "iam",
    create: "CreateGroup",
    update: "UpdateGroup",
    delete: "DeleteGroup",
    read: "GetGroup",
    id: "GroupName",
    name: { property: "GroupName", max: 128 },
    input: newPath,
    resets: { Path: "/" },
    attributes: (facts) => (isObject(facts["Group"]) ? { Arn: facts["Group"]["Arn"] ?? "" } : {}),
    complete: (work, facts, before = {}) =>
      changePolicies(work, "Group", toText(facts["GroupName"] ?? ""), facts, before),
    beforeDelete: (work, facts) => changePolicies(work, "Group", toText(facts["PhysicalId"] ?? ""), {}, facts),
  }),

  "AWS::IAM::Policy": inlinePolicy,
  "AWS::IAM::RolePolicy": holderPolicy("Role"),
  "AWS::IAM::UserPolicy": holderPolicy("User"),
  "AWS::IAM::GroupPolicy": holderPolicy("Group"),

  "AWS::IAM::ManagedPolicy": declared({
    service: "iam",
    create: "CreatePolicy",
    delete: "DeletePolicy",
    read: "GetPolicy",
    id: "Arn",
    name: { property: "ManagedPolicyName", max: 128 },
    input: (facts) => ({
      PolicyName: facts["ManagedPolicyName"] ?? "",
      PolicyArn: facts["PhysicalId"] ?? facts["Arn"] ?? "",
    }),
    attributes: {
      PolicyArn: "Arn",
      PolicyId: "PolicyId",
      CreateDate: "CreateDate",
      UpdateDate: "UpdateDate",
      AttachmentCount: "AttachmentCount",
      DefaultVersionId: "DefaultVersionId",
      IsAttachable: "IsAttachable",
    },
    complete: changeManaged,
    beforeDelete: emptyManaged,
  }),

  "AWS::IAM::InstanceProfile": declared({
    service: "iam",
    create: "CreateInstanceProfile",
    delete: "DeleteInstanceProfile",
    read: "GetInstanceProfile",
    id: "InstanceProfileName",
    name: { property: "InstanceProfileName", max: 128 },
    attributes: { Arn: "Arn" },
    async complete(work, facts, before = {}) {
      const target = { InstanceProfileName: facts["InstanceProfileName"] ?? "" };
      const wanted = names(facts["Roles"]);
      const had = names(before["Roles"]);
      for (const RoleName of had.filter((role) => !wanted.includes(role))) {
        await quietly(work.aws("iam", "RemoveRoleFromInstanceProfile", { ...target, RoleName }));
      }
      for (const RoleName of wanted.filter((role) => !had.includes(role))) {
        await work.aws("iam", "AddRoleToInstanceProfile", { ...target, RoleName });
      }
    },
    async beforeDelete(work, facts) {
      for (const RoleName of names(facts["Roles"])) {
        const InstanceProfileName = facts["PhysicalId"] ?? "";
        await quietly(work.aws("iam", "RemoveRoleFromInstanceProfile", { InstanceProfileName, RoleName }));
      }
    },
  }),

  "AWS::IAM::AccessKey": declared({
    service: "iam",
    create: "CreateAccessKey",
    update: "UpdateAccessKey",
    delete: "DeleteAccessKey",
    id: "AccessKeyId",
    input: (facts) => (facts["PhysicalId"] === undefined ? {} : { AccessKeyId: facts["PhysicalId"] }),
    attributes: { SecretAccessKey: "SecretAccessKey" },
    resets: { Status: "Active" },
  }),

  "AWS::IAM::OIDCProvider": declared({
    service: "iam",
    create: "CreateOpenIDConnectProvider",
    update: "UpdateOpenIDConnectProviderThumbprint",
    delete: "DeleteOpenIDConnectProvider",
    id: "OpenIDConnectProviderArn",
    input: (facts) => ({
      ClientIDList: facts["ClientIdList"] ?? [],
      ...(facts["PhysicalId"] === undefined ? {} : { OpenIDConnectProviderArn: facts["PhysicalId"] }),
    }),
    attributes: { Arn: "OpenIDConnectProviderArn" },
  }),
};

/** A policy inside one role, user or group, as a resource of its own. */
function holderPolicy(holder: Holder): ResourceType {
  return declared({
    service: "iam",
    create: `Put${holder}Policy`,
    update: `Put${holder}Policy`,
    delete: `Delete${holder}Policy`,
    id: (facts) => `${toText(facts["PolicyName"] ?? "")}|${toText(facts[nameMember(holder)] ?? "")}`,
  });
}
