import { createHash } from "node:crypto";
import type { LoginProfile as LoginProfileShape } from "@aws-sdk/client-iam";
import { passwordPolicyBroken } from "../errors.ts";
import type { Entity, LoginProfile } from "../model.ts";
import type { IamStore } from "../store.ts";

const symbols = /[!@#$%^&*()_+\-=[\]{}|']/;
/** Without a policy of the account. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
const lengthDefault = 8;

/** Throws PasswordPolicyViolation. */
export function checkPassword(store: IamStore, password = ""): void {
  const policy = store.settings.passwordPolicy;
  const wanted: readonly (readonly [boolean | undefined, RegExp])[] = [
    [policy?.RequireSymbols, symbols],
    [policy?.RequireNumbers, /[0-9]/],
    [policy?.RequireUppercaseCharacters, /[A-Z]/],
    [policy?.RequireLowercaseCharacters, /[a-z]/],
  ];
  const isLongEnough = password.length >= (policy?.MinimumPasswordLength ?? lengthDefault);
  const isComplete = wanted.every(([isRequired, form]) => isRequired !== true || form.test(password));
  if (!isLongEnough || !isComplete) throw passwordPolicyBroken();
}

export const hashPassword = (user: Entity, password: string): string =>
  createHash("sha256").update(`${user.id}/${password}`).digest("hex");

export const describeLoginProfile = (user: Entity, profile: LoginProfile): LoginProfileShape => ({
  UserName: user.name,
  CreateDate: new Date(profile.createdAt),
  PasswordResetRequired: profile.mustChangePassword,
});
