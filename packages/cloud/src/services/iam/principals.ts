import type { Principal } from "../../kernel/principal.ts";
import type { User } from "./model.ts";
import type { IamStore } from "./store.ts";

/** Whoever signs with one of a user's keys. */
export const principalOf = (user: User, account: string, accessKeyId: string): Principal => ({
  kind: "user",
  account,
  accessKeyId,
  arn: user.arn,
  userId: user.id,
});

/** Whether there is such a role or user; what other accounts have is not known, so anything may be there. */
export const knows =
  (store: IamStore, account: string) =>
  (arn: string): boolean => {
    const [, owner, kind, name = ""] = /^arn:[^:]+:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
    if (owner !== account) return true;
    return (kind === "role" ? store.roles.find(name) : store.users.find(name))?.arn === arn;
  };
