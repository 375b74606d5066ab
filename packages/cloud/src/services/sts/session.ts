import type { AssumedRoleUser, Credentials, Tag } from "@aws-sdk/client-sts";
import type { Call } from "../../kernel/operation.ts";
import { accountPrincipal, type Principal } from "../../kernel/principal.ts";
import {
  chainTooLong,
  duplicateTag,
  malformedPolicy,
  policyTooLarge,
  sessionTooLong,
  transitiveTagConflict,
  validationError,
} from "./errors.ts";

export type SessionPrincipal = Extract<Principal, { kind: "session" }>;

const sessionSecondsDefault = 3600;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
const chainedSecondsMax = 3600;
/** Characters that session policies may have together. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const policyCharactersMax = 2048;

export interface RoleSession {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number | undefined;
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
  readonly SourceIdentity?: string | undefined;
}

export interface BegunSession {
  readonly Credentials: Credentials;
  readonly AssumedRoleUser: AssumedRoleUser;
  readonly PackedPolicySize?: number;
  readonly SourceIdentity?: string;
}

/** Throws ValidationError, in STS's words. */
export function checkRoleArn(arn: string): void {
  if (!/^arn:[\w-]+:\w+:[\w-]*:\w*:.+$/.test(arn)) throw validationError(`${arn} is invalid`);
}

/** Begins a session of a role that its caller was allowed to assume. Throws ValidationError and its kin. */
export async function beginRoleSession(call: Call<undefined>, wanted: RoleSession): Promise<BegunSession> {
  const { aws, clock, credentials, principal: caller } = call;
  const [, , , , account = "", resource = ""] = wanted.RoleArn.split(":");
  const roleName = resource.split("/").at(-1) ?? "";
  const asAccount = { principal: accountPrincipal(account), account };
  const { Role: role } = await aws.call("iam", "GetRole", { RoleName: roleName }, asAccount);
  const seconds = wanted.DurationSeconds ?? sessionSecondsDefault;
  if (seconds > (role?.MaxSessionDuration ?? 0)) throw sessionTooLong();
  if (caller.kind === "session" && seconds > chainedSecondsMax) throw chainTooLong();
  const sessionPolicies = await readSessionPolicies(call, account, wanted);
  const expiresAt = clock.now() + seconds * 1000;
  const principal: SessionPrincipal = {
    kind: "session",
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${wanted.RoleSessionName}`,
    userId: `${role?.RoleId}:${wanted.RoleSessionName}`,
    roleArn: wanted.RoleArn,
    ...sessionTags(caller, wanted),
    ...sourceIdentity(caller, wanted),
    ...(sessionPolicies.length === 0 ? {} : { sessionPolicies }),
  };

  return {
    Credentials: writeCredentials(credentials.issueTemporary(principal, expiresAt), expiresAt),
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
    ...packed(sessionPolicies, wanted.Tags),
    ...(wanted.SourceIdentity === undefined ? {} : { SourceIdentity: wanted.SourceIdentity }),
  };
}

interface Issued {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export const writeCredentials = (issued: Issued, expiresAt: number): Credentials => ({
  AccessKeyId: issued.accessKeyId,
  SecretAccessKey: issued.secretAccessKey,
  SessionToken: issued.sessionToken ?? "",
  Expiration: new Date(expiresAt),
});

/** The session's own policy and the managed ones it names, as JSON texts. */
export async function readSessionPolicies(
  { aws }: Call<undefined>,
  account: string,
  { Policy: own, PolicyArns: arns = [] }: Pick<RoleSession, "Policy" | "PolicyArns">,
): Promise<string[]> {
  if (own !== undefined && !isJson(own)) throw malformedPolicy();
  const options = { principal: accountPrincipal(account), account };
  const managed = arns.map(async ({ arn = "" }) => {
    const { Policy: policy } = await aws.call("iam", "GetPolicy", { PolicyArn: arn }, options);
    const version = { PolicyArn: arn, VersionId: policy?.DefaultVersionId ?? "v1" };
    const { PolicyVersion: found } = await aws.call("iam", "GetPolicyVersion", version, options);
    return decodeURIComponent(found?.Document ?? "");
  });
  return [...(own === undefined ? [] : [own]), ...(await Promise.all(managed))];
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

/** How much of the space for policies and tags is taken. Throws PackedPolicyTooLarge. */
export function packed(policies: readonly string[], tags: readonly Tag[] = []): { PackedPolicySize?: number } {
  const characters = [...policies, ...tags.flatMap(({ Key = "", Value = "" }) => [Key, Value])].join("").length;
  if (characters === 0) return {};
  const percent = Math.ceil((characters / policyCharactersMax) * 100);
  if (percent > 100) throw policyTooLarge(percent);
  return { PackedPolicySize: percent };
}

/** Tags of the calling session that pass on, and the session's own. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
function sessionTags(
  caller: Principal,
  { Tags: wanted = [], TransitiveTagKeys: transitive = [] }: RoleSession,
): Pick<SessionPrincipal, "tags" | "transitiveTagKeys"> {
  const keys = wanted.map(({ Key = "" }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) throw duplicateTag();
  const inheritedKeys = caller.kind === "session" ? (caller.transitiveTagKeys ?? []) : [];
  const inherited = new Set(inheritedKeys.map((key) => key.toLowerCase()));
  if ([...keys, ...transitive.map((key) => key.toLowerCase())].some((key) => inherited.has(key))) {
    throw transitiveTagConflict();
  }
  const callerTags = caller.kind === "session" ? (caller.tags ?? {}) : {};
  const passedOn = Object.entries(callerTags).filter(([key]) => inherited.has(key.toLowerCase()));
  const tags = Object.fromEntries([...passedOn, ...wanted.map(({ Key = "", Value = "" }) => [Key, Value])]);
  if (Object.keys(tags).length === 0) return {};
  return { tags, transitiveTagKeys: [...inheritedKeys, ...transitive] };
}

/** Once set it stays along a chain of roles. */
function sourceIdentity(caller: Principal, { SourceIdentity: wanted }: RoleSession): { sourceIdentity?: string } {
  const kept = caller.kind === "session" ? caller.sourceIdentity : undefined;
  const identity = kept ?? wanted;
  return identity === undefined ? {} : { sourceIdentity: identity };
}
