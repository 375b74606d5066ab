import type { IamOperation } from "../shapes.ts";

const lengthDefault = 6;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const updateAccountPasswordPolicy: IamOperation<"UpdateAccountPasswordPolicy"> = {
  access: () => ({ action: "iam:UpdateAccountPasswordPolicy", resource: "*" }),

  run({ store }, input) {
    store.changeSettings({
      passwordPolicy: {
        MinimumPasswordLength: input.MinimumPasswordLength ?? lengthDefault,
        RequireSymbols: input.RequireSymbols ?? false,
        RequireNumbers: input.RequireNumbers ?? false,
        RequireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
        RequireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
        AllowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
        ExpirePasswords: (input.MaxPasswordAge ?? 0) > 0,
        MaxPasswordAge: input.MaxPasswordAge,
        PasswordReusePrevention: input.PasswordReusePrevention,
        HardExpiry: input.HardExpiry,
      },
    });
  },
};
